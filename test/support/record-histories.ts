import { text } from '#domain/complaint/complaint.builder.js';
import { ComplaintStage, type StagedCase } from './complaint-stage.js';
import { saveHistory } from './recorded-history.js';

/** Lives worth keeping replayable. Recorded anew only when the workflow's code may break with the old ones. */
const LIVES: Record<string, (stage: ComplaintStage) => Promise<StagedCase>> = {
  'closed-and-final': async (stage) => {
    const one = await stage.file();
    await one.leadToClosing();
    await one.after(40);
    await one.handle.result();
    return one;
  },
  'nobody-acts': async (stage) => {
    const one = await stage.file();
    await one.after(30);
    return one;
  },
  'refused-and-retried': async (stage) => {
    const one = await stage.file();
    stage.ledger.failAfter.push('accept');
    await one.give('desk', 'accept', { unit: 'finance' });
    await one.give('finance-head', 'assign', { officer: 'works-officer' });
    await one.give('complainant', 'withdraw', { wasPressed: true });
    return one;
  },
  'continued-as-new': async (stage) => {
    const one = await stage.file({ continueAsNewAfter: 12 });
    await one.give('desk', 'accept', { unit: 'finance' });
    for (let note = 0; note < 6; note++) await one.give('desk', 'add-note', { note: text });
    return one;
  },
};

const stage = await ComplaintStage.open();
try {
  for (const [name, live] of Object.entries(LIVES)) {
    const one = await live(stage);
    saveHistory('complaint', {
      name,
      workflowId: one.handle.workflowId,
      history: await one.handle.fetchHistory(),
      ledger: one.events,
      state: await one.state(),
    });
  }
} finally {
  await stage.close();
}
