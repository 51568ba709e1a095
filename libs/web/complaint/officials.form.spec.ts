import { describe, expect, it } from '@jest/globals';
import { officialErrors, officialsOf, readOfficials, resized } from './officials.form.js';

const NOBODY = { name: '', position: '', unit: '' };

describe('the accused on a form', () => {
  const two = readOfficials({ 'accused-0-name': 'ก', 'accused-0-unit': 'กองคลัง', 'accused-1-name': ' ' });

  it('are those of whom something is said', () => {
    expect(officialsOf(two)).toEqual([{ name: 'ก', unit: 'กองคลัง' }]);
    expect(officialsOf(readOfficials({}))).toEqual([]);
  });

  it('are as many as the person adds, up to twenty', () => {
    expect(resized(two, 'add')).toEqual([...two, NOBODY]);
    expect(resized(two, 'remove-0')).toEqual([two[1]]);
    expect(resized(two, '')).toBeNull();
    const twenty = Array.from({ length: 20 }, () => NOBODY);
    expect(resized(twenty, 'add')).toHaveLength(20);
  });

  it('are named by their field where something is wrong', () => {
    const wrong = readOfficials({ 'accused-0-name': 'ก', 'accused-1-name': 'x'.repeat(201) });
    expect(officialErrors(wrong)).toMatchObject([{ field: 'accused-1-name', code: 'too-long' }]);
  });
});
