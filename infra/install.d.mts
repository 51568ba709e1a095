export function nodeTooOld(version?: string): string | null;
export function ensureInstalled(root: string): void;
