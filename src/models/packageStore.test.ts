import { expect, it } from 'vitest';
import { packageFromAddress } from './packageStore';

it('starts with the starter package', () => {
  expect(packageFromAddress(new URL('http://localhost:4173/'))).toEqual({
    id: 'starter',
    baseUrl: 'http://localhost:4173/models/starter/',
  });
});

it('takes a folder of the own origin', () => {
  expect(packageFromAddress(new URL('http://localhost:4173/?package=models/tiny'))).toEqual({
    id: 'tiny',
    baseUrl: 'http://localhost:4173/models/tiny/',
  });
});

it('starts with the starter package where the address names none that can be', () => {
  for (const wanted of ['http://[', '//[', '%2F%2F%5B'])
    expect(packageFromAddress(new URL(`http://localhost:4173/?package=${wanted}`)).id).toBe('starter');
});

it('does not follow a link to another origin', () => {
  expect(packageFromAddress(new URL('http://localhost:4173/?package=https://elsewhere.example/x')).id).toBe('starter');
});
