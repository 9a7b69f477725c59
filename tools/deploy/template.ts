/** A compiled CloudFormation template, as far as we look at it. */
export interface Template {
  readonly Resources: Readonly<Record<string, TemplateResource>>;
  readonly Outputs: Readonly<Record<string, { readonly Value: unknown }>>;
  readonly Conditions?: Readonly<Record<string, unknown>>;
  readonly Parameters?: Readonly<Record<string, { readonly Default?: unknown }>>;
}

export interface TemplateResource {
  readonly Type: string;
  readonly Condition?: string;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
  readonly DependsOn?: string | readonly string[];
  readonly Properties: Readonly<Record<string, unknown>>;
}

/** Logical ids and resources of one type, `AWS::SQS::Queue`. */
export const resourcesOfType = (
  { Resources }: Template,
  type: string,
): readonly (readonly [string, TemplateResource])[] =>
  Object.entries(Resources).filter(([, resource]) => resource.Type === type);
