/** A Thai national ID: 13 digits, weights 13…2, check digit (11 − Σ mod 11) mod 10 (LAW.md). */
export function isNationalId(text: string): boolean {
  if (!/^[0-9]{13}$/.test(text)) return false;
  const digits = Array.from(text, Number);
  const sum = digits.slice(0, 12).reduce((total, digit, index) => total + digit * (13 - index), 0);
  return (11 - (sum % 11)) % 10 === digits[12];
}
