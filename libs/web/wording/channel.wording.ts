import type { Channel } from '#domain/complaint/complaint-event.js';
import type { Bilingual } from '#domain/policy/policy.js';

export const CHANNEL_WORDING: Record<Channel, Bilingual> = {
  web: { th: 'เว็บไซต์', en: 'Website' },
  api: { th: 'API', en: 'API' },
  letter: { th: 'หนังสือ', en: 'Letter' },
  telephone: { th: 'โทรศัพท์', en: 'Telephone' },
  'walk-in': { th: 'มาด้วยตนเอง', en: 'Walk-in' },
  'e-mail': { th: 'อีเมล', en: 'E-mail' },
};
