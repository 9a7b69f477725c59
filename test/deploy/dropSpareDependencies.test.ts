import { expect, test } from '@jest/globals';
import { dropSpareDependencies } from '../../tools/deploy/dropSpareDependencies.ts';

test('a dependency that a reference says anyway goes, one that nothing else says stays', () => {
  const resources = {
    Role: {},
    Fn: {
      DependsOn: ['Role', 'Log'],
      Properties: { Role: { 'Fn::GetAtt': ['Role', 'Arn'] }, Name: 'Log' },
    },
    Route: { DependsOn: 'Api', Properties: { Target: { 'Fn::Join': ['/', [{ Ref: 'Api' }]] } } },
    Stage: { DependsOn: 'Log', Properties: { Arn: { 'Fn::GetAtt': 'Log.Arn' } } },
  };
  dropSpareDependencies(resources);
  expect(resources.Fn.DependsOn).toEqual(['Log']);
  expect(resources.Route).not.toHaveProperty('DependsOn');
  expect(resources.Stage).not.toHaveProperty('DependsOn');
});
