import { Logger } from '@aws-lambda-powertools/logger';
import { readServiceName } from '../lib/settings.ts';

/**
 * The handlers' logger: JSON, by allow-list. No line has a token, a path, a body or a person's data; what is passed to it
 * is counts, names of errors, and reasons that quote nothing.
 */
export const createLogger = (): Logger => new Logger({ serviceName: readServiceName() });
