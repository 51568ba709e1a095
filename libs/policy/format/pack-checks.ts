import type { Span } from '#domain/clock/span.js';
import { STATUSES } from '#domain/complaint/status.js';
import { MAIL_PARAMS } from '../mail-templates.js';
import { PROTECTION_CLOCKS } from '#domain/protection/protection-policy.js';
import type { Pack } from './pack.schema.js';

export type PackPath = readonly (string | number)[];
export interface Objection {
  path: PackPath;
  message: string;
}
type Check = (pack: Pack) => Objection[];

const isLaw = (pack: Pack, citation: string): boolean => pack.citations[citation]?.kind === 'law';

const duplicateIds: Check = (pack) =>
  (
    [
      'units',
      'clocks',
      'categories',
      'steps',
      'rejectionReasons',
      'referralBodies',
      'subjectNotices',
    ] as const
  ).flatMap((list) =>
    pack[list].flatMap(({ id }, index, all: readonly { id: string }[]) =>
      all.findIndex((other) => other.id === id) === index
        ? []
        : [{ path: [list, index, 'id'], message: `"${id}" is there twice` }],
    ),
  );

const units: Check = (pack) => {
  const parentOf = new Map(pack.units.map(({ id, parent }) => [id, parent]));
  const hasTop = (id: string | undefined, left = pack.units.length): boolean =>
    id === undefined || (left > 0 && hasTop(parentOf.get(id), left - 1));
  return [
    ...pack.units.flatMap(({ id, parent }, index) => {
      const path = ['units', index, 'parent'];
      if (parent !== undefined && !parentOf.has(parent))
        return [{ path, message: `unknown unit "${parent}"` }];
      return hasTop(id) ? [] : [{ path, message: `"${id}" is below itself` }];
    }),
    ...(parentOf.has(pack.centralDeskUnit)
      ? []
      : [{ path: ['centralDeskUnit'], message: `unknown unit "${pack.centralDeskUnit}"` }]),
  ];
};

/** Nothing that was not verified is printed as law. */
const lawIsVerified: Check = (pack) =>
  Object.entries(pack.citations).flatMap(([id, { kind, verified }]) =>
    kind === 'law' && verified === 'GK'
      ? [
          {
            path: ['citations', id, 'kind'],
            message: 'general knowledge (GK) is never law: state it as agency-policy',
          },
        ]
      : [],
  );

const knownCitations: Check = (pack) =>
  pack.clocks.flatMap((clock, index) =>
    (
      [
        [clock.citation, ['citation']],
        [clock.pauses?.citation, ['pauses', 'citation']],
        [clock.extension?.citation, ['extension', 'citation']],
      ] as const
    ).flatMap(([citation, path]) =>
      citation === undefined || citation in pack.citations
        ? []
        : [{ path: ['clocks', index, ...path], message: `unknown citation "${citation}"` }],
    ),
  );

/** A law clock pauses or is extended only where a law says so, cited for that very purpose. */
const lawClocksBend: Check = (pack) =>
  pack.clocks.flatMap((clock, index) =>
    (['pauses', 'extension'] as const).flatMap((part) => {
      const bend = clock[part];
      if (bend === undefined || !isLaw(pack, clock.citation)) return [];
      if (bend.citation !== undefined && isLaw(pack, bend.citation)) return [];
      const message = `the law clock "${clock.id}" needs a law's citation of its own here`;
      return [{ path: ['clocks', index, part], message }];
    }),
  );

const knownLadders: Check = (pack) =>
  pack.clocks.flatMap(({ ladder }, index) =>
    ladder === undefined || ladder in pack.ladders
      ? []
      : [{ path: ['clocks', index, 'ladder'], message: `unknown ladder "${ladder}"` }],
  );

const inHours = ({ unit }: Span): boolean => unit === 'hours';

/** Working days and hours are extended in their own unit; days and months by days or months. */
const extensionUnits: Check = (pack) =>
  pack.clocks.flatMap(({ limit, extension }, index) => {
    if (extension === undefined) return [];
    const isOwn = extension.atMost.unit === limit.unit;
    const mixes = limit.unit === 'working-days' || extension.atMost.unit === 'working-days';
    return isOwn || (!mixes && !inHours(limit) && !inHours(extension.atMost))
      ? []
      : [
          {
            path: ['clocks', index, 'extension', 'atMost'],
            message: `a limit in ${limit.unit} is not extended by ${extension.atMost.unit}`,
          },
        ];
  });

/** The state machine knows the complainant's review window by this id; without one no case becomes final. */
const REVIEW_WINDOW = 'review-window';

const categoryClocks: Check = (pack) =>
  pack.categories.flatMap((category, index) => {
    const path = ['categories', index, 'clocks'];
    const objections = category.clocks.flatMap((id, at): Objection[] => {
      const clock = pack.clocks.find((one) => one.id === id);
      if (clock === undefined) return [{ path: [...path, at], message: `unknown clock "${id}"` }];
      if (category.clocks.indexOf(id) < at)
        return [{ path: [...path, at], message: `"${id}" is there twice` }];
      const { countsFromDueOf } = clock;
      return countsFromDueOf === undefined || category.clocks.slice(0, at).includes(countsFromDueOf)
        ? []
        : [
            {
              path: [...path, at],
              message: `"${id}" counts from "${countsFromDueOf}", which must stand before it`,
            },
          ];
    });
    return category.clocks.includes(REVIEW_WINDOW)
      ? objections
      : [...objections, { path, message: `"${REVIEW_WINDOW}" is missing` }];
  });

const countsFromKnown: Check = (pack) =>
  pack.clocks.flatMap(({ countsFromDueOf }, index) =>
    countsFromDueOf === undefined || pack.clocks.some(({ id }) => id === countsFromDueOf)
      ? []
      : [{ path: ['clocks', index, 'countsFromDueOf'], message: `unknown clock "${countsFromDueOf}"` }],
  );

/** Clause 5.2: the published procedure shows every status that a case can have. */
const statusesCovered: Check = (pack) => {
  const missing = STATUSES.filter((status) => !pack.steps.some(({ statuses }) => statuses.includes(status)));
  return missing.length === 0 ? [] : [{ path: ['steps'], message: `no step covers ${missing.join(', ')}` }];
};

const holidayDates: Check = (pack) =>
  pack.holidays.flatMap(({ date }, index) =>
    pack.holidays.findIndex((other) => other.date === date) === index
      ? []
      : [{ path: ['holidays', index, 'date'], message: `${date} is there twice` }],
  );

const mailParams: Check = (pack) =>
  Object.entries(pack.mail).flatMap(([template, parts]) =>
    (['subject', 'body'] as const).flatMap((part) =>
      (['th', 'en'] as const).flatMap((language) => {
        const named = [...parts[part][language].matchAll(/\{\{(.*?)\}\}/g)].map(([, name]) => name ?? '');
        return named
          .filter((name) => !(MAIL_PARAMS as readonly string[]).includes(name))
          .map((name) => ({
            path: ['mail', template, part, language],
            message: `unknown parameter {{${name}}}`,
          }));
      }),
    ),
  );

/** The engine runs exactly these limits, and every one of them cites something. */
const protectionClocks: Check = ({ protection, citations, ladders }) => {
  const missing = PROTECTION_CLOCKS.filter((id) => !protection.clocks.some((clock) => clock.id === id));
  return [
    ...(missing.length === 0
      ? []
      : [{ path: ['protection', 'clocks'], message: `no limit is set for ${missing.join(', ')}` }]),
    ...protection.clocks.flatMap(({ id, citation, ladder }, index) => [
      ...((PROTECTION_CLOCKS as readonly string[]).includes(id)
        ? []
        : [{ path: ['protection', 'clocks', index, 'id'], message: `"${id}" is no limit of protection` }]),
      ...(citation in citations
        ? []
        : [
            {
              path: ['protection', 'clocks', index, 'citation'],
              message: `unknown citation "${citation}"`,
            },
          ]),
      ...(ladder === undefined || ladder in ladders
        ? []
        : [{ path: ['protection', 'clocks', index, 'ladder'], message: `unknown ladder "${ladder}"` }]),
    ]),
    ...protection.measures.flatMap(({ citation }, index) =>
      citation in citations
        ? []
        : [
            {
              path: ['protection', 'measures', index, 'citation'],
              message: `unknown citation "${citation}"`,
            },
          ],
    ),
  ];
};

const retentionCitation: Check = ({ retention: { citation }, citations }) =>
  citation in citations
    ? []
    : [{ path: ['retention', 'citation'], message: `unknown citation "${citation}"` }];

/** Each notice is told by a step that is there, while the case is there or later. */
const subjectNotices: Check = ({ subjectNotices: notices, steps, citations }) =>
  notices.flatMap(({ step, statuses, citation }, index): Objection[] => {
    const told = steps.find(({ id }) => id === step);
    const path = ['subjectNotices', index];
    return [
      ...(told === undefined ? [{ path: [...path, 'step'], message: `unknown step "${step}"` }] : []),
      ...(told === undefined || told.statuses.some((one) => statuses.includes(one))
        ? []
        : [{ path: [...path, 'statuses'], message: `none of them belongs to the step "${step}"` }]),
      ...(citation in citations
        ? []
        : [{ path: [...path, 'citation'], message: `unknown citation "${citation}"` }]),
    ];
  });
/** Official's limit in days, of a ladder and a citation that the pack has. */
const dataRequests: Check = ({ dataRequests: { citation, ladder } = {}, citations, ladders }) => [
  ...(citation === undefined || citation in citations
    ? []
    : [{ path: ['dataRequests', 'citation'], message: `unknown citation "${citation}"` }]),
  ...(ladder === undefined || ladder in ladders
    ? []
    : [{ path: ['dataRequests', 'ladder'], message: `unknown ladder "${ladder}"` }]),
];

const CHECKS: readonly Check[] = [
  subjectNotices,
  duplicateIds,
  units,
  lawIsVerified,
  knownCitations,
  lawClocksBend,
  knownLadders,
  extensionUnits,
  countsFromKnown,
  categoryClocks,
  statusesCovered,
  protectionClocks,
  retentionCitation,
  dataRequests,
  holidayDates,
  mailParams,
];

/** What the parts of a well-formed pack say against each other. */
export const objectionsTo = (pack: Pack): Objection[] => CHECKS.flatMap((check) => check(pack));
