import { at, isThere, items, type Node, StackError, text } from './configReader.ts';
import { localName } from './localName.ts';
import type { IndexDescription, TableDescription } from './stack.ts';

/** The table, its keys and its indexes, from an `AWS::DynamoDB::Table`. */
export function describeTable([logicalId, node]: readonly [string, Node]): TableDescription {
  const properties = at(node, 'Properties');
  const definitions = at(properties, 'AttributeDefinitions');
  const attributes = Object.fromEntries(
    items(definitions).map(one => [text(at(one, 'AttributeName')), attributeType(one)]),
  );
  const { partitionKey, sortKey } = keyOf(at(properties, 'KeySchema'), attributes);
  if (sortKey === undefined) {
    throw new StackError(`${properties.path}.KeySchema`, 'has no key of KeyType RANGE');
  }
  const indexes = at(properties, 'GlobalSecondaryIndexes');
  const ttl = at(properties, 'TimeToLiveSpecification');
  const description = {
    logicalId,
    name: localName(logicalId),
    partitionKey,
    sortKey,
    attributes,
    indexes: isThere(indexes) ? items(indexes).map(one => indexOf(one, attributes)) : [],
    ...(isThere(ttl) ? { ttlAttribute: text(at(ttl, 'AttributeName')) } : {}),
  };
  refuseSpareAttributes(description, definitions.path);
  return description;
}

type Attributes = TableDescription['attributes'];

function attributeType(node: Node): 'S' | 'N' | 'B' {
  const type = at(node, 'AttributeType');
  const value = text(type);
  if (value === 'S' || value === 'N' || value === 'B') return value;
  throw new StackError(type.path, `must be S, N or B, not ${value}`);
}

function keyOf(schema: Node, attributes: Attributes) {
  const named = (type: string) => {
    const found = items(schema).find(one => at(one, 'KeyType').value === type);
    if (found === undefined) return undefined;
    const name = text(at(found, 'AttributeName'));
    if (Object.hasOwn(attributes, name)) return name;
    throw new StackError(schema.path, `names ${name}, which AttributeDefinitions doesn't have`);
  };
  const partitionKey = named('HASH');
  if (partitionKey === undefined) {
    throw new StackError(schema.path, 'has no key of KeyType HASH');
  }
  return { partitionKey, sortKey: named('RANGE') };
}

function indexOf(node: Node, attributes: Attributes): IndexDescription {
  const { partitionKey, sortKey } = keyOf(at(node, 'KeySchema'), attributes);
  const type = at(node, 'Projection', 'ProjectionType');
  const projection = text(type);
  if (projection !== 'ALL' && projection !== 'KEYS_ONLY' && projection !== 'INCLUDE') {
    throw new StackError(type.path, `must be ALL, KEYS_ONLY or INCLUDE, not ${projection}`);
  }
  const others = at(node, 'Projection', 'NonKeyAttributes');
  return {
    name: text(at(node, 'IndexName')),
    partitionKey,
    ...(sortKey === undefined ? {} : { sortKey }),
    projection,
    ...(isThere(others) ? { nonKeyAttributes: items(others).map(text) } : {}),
  };
}

/** DynamoDB refuses a definition that no key uses; dynalite says so in a way hard to trace. */
function refuseSpareAttributes(table: TableDescription, path: string): void {
  const used = new Set(
    [table, ...table.indexes].flatMap(({ partitionKey, sortKey }) => [partitionKey, sortKey]),
  );
  const spare = Object.keys(table.attributes).filter(name => !used.has(name));
  if (spare.length > 0) throw new StackError(path, `has ${spare.join(', ')}, which no key uses`);
}
