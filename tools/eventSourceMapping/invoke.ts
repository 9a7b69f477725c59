import type { SQSEvent } from 'aws-lambda';

/**
 * What Lambda answers to an invocation: the function's answer as JSON text (empty where there is
 * none), or that the function failed, and how.
 *
 * https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 */
export type InvokeResult = { readonly payload: string } | { readonly functionError: string };

/** Invokes the function once. Rejects when it cannot be invoked at all. */
export type Invoke = (event: SQSEvent) => Promise<InvokeResult>;
