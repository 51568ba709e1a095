import { describe, expect, it } from '@jest/globals';
import { isRecentCli } from './find-temporal.js';

describe('the temporal command on the PATH', () => {
  it('is used from 1.9 on', () => {
    expect(isRecentCli('temporal version 1.9.0 (Server 1.32.0, UI 2.50.0)')).toBe(true);
    expect(isRecentCli('temporal version 2.0.1 (Server 2.0.0)')).toBe(true);
    expect(isRecentCli('temporal version 1.5.1 (Server 1.29.1, UI 2.42.1)')).toBe(false);
    expect(isRecentCli('temporal version 0.0.0-DEV (Server 1.32.0, UI 2.54.1)')).toBe(true);
    expect(isRecentCli('something else')).toBe(false);
  });
});
