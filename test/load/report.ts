/** A figure with what it should be; without `isMet` it is told only. */
export interface Figure {
  name: string;
  value: string;
  aim?: string;
  isMet?: boolean;
}

export const ms = (value: number): string => `${value.toFixed(1)} ms`;
export const perSecond = (value: number): string => `${value.toFixed(1)} /s`;

/** How near ours comes to the bare or minimal thing that does the same. */
export const share = (ours: number, theirs: number): Omit<Figure, 'name'> => ({
  value: (ours / theirs).toFixed(2),
  aim: '≥ 0.70',
  isMet: ours / theirs >= 0.7,
});

/** Prints figures as they are measured, and at the end which aims were missed. */
export class Report {
  private readonly figures: Figure[] = [];
  private readonly beganAt = Date.now();

  section(title: string): void {
    console.log(`\n${title}  (${Math.round((Date.now() - this.beganAt) / 1000)} s)`);
  }

  add(figure: Figure): void {
    this.figures.push(figure);
    const verdict = figure.isMet === undefined ? '' : figure.isMet ? '  ✓' : '  ✗';
    const aim = figure.aim === undefined ? '' : `  aim ${figure.aim}`;
    console.log(`  ${figure.name.padEnd(46)} ${figure.value.padStart(14)}${aim}${verdict}`);
  }

  close(): void {
    const judged = this.figures.filter(({ isMet }) => isMet !== undefined);
    const missed = judged.filter(({ isMet }) => isMet === false);
    console.log(`\n${judged.length - missed.length} of ${judged.length} aims met`);
    for (const { name, value, aim } of missed) console.log(`  missed: ${name} ${value}, aim ${aim ?? ''}`);
  }
}
