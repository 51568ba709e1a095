import type { Settings } from '#settings/settings.js';
import type { Say } from './progress.js';

export async function seedDemonstration(_settings: Settings, _note: Say): Promise<void> {}
