/** Luhn's check (ISO/IEC 7812-1). */
export function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let k = 0; k < digits.length; k++) {
    const digit = digits.charCodeAt(digits.length - 1 - k) - 0x30;
    const doubled = k % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

/**
 * A payment card number: 12–19 digits of an issuer range, Luhn, not one digit repeated. First digits 0, 1, 7 and 8 are
 * not issued to banks, which spares time stamps and order numbers.
 */
export function isCardNumber(digits: string): boolean {
  if (digits.length < 12 || digits.length > 19) return false;
  return /^[2-69]/.test(digits) && !/^(\d)\1+$/.test(digits) && passesLuhn(digits);
}

/** 公民身份号码 (GB 11643-1999): province, valid date, ISO 7064 MOD 11-2 check. Upper case, 18 characters. */
export function isResidentId(number: string): boolean {
  const parts = /^(\d{2})\d{4}(\d{4})(\d{2})(\d{2})\d{3}[\dX]$/.exec(number);
  if (parts === null || !PROVINCES.has(Number(parts[1]))) return false;
  if (!isDate(Number(parts[2]), Number(parts[3]), Number(parts[4]))) return false;
  let sum = 0;
  for (let k = 0; k < 17; k++) sum += Number(number.charAt(k)) * (2 ** (17 - k) % 11);
  return '10X98765432'.charAt(sum % 11) === number.charAt(17);
}

const PROVINCES = new Set([
  11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52,
  53, 54, 61, 62, 63, 64, 65, 71, 81, 82, 83,
]);

function isDate(year: number, month: number, day: number): boolean {
  if (year < 1900 || year > 2099 || month < 1 || month > 12 || day < 1) return false;
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return day <= (days[month - 1] as number);
}

/** 统一社会信用代码 (GB 32100-2015): 18 characters without I O S V Z, MOD 31 check. Upper case. */
export function isCreditCode(code: string): boolean {
  if (!/^[1-9A-GY][1-9]\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/.test(code)) return false;
  let sum = 0;
  let weight = 1;
  for (let k = 0; k < 17; k++) {
    sum += CREDIT_CODE_DIGITS.indexOf(code.charAt(k)) * weight;
    weight = (weight * 3) % 31;
  }
  return CREDIT_CODE_DIGITS.charAt((31 - (sum % 31)) % 31) === code.charAt(17);
}

const CREDIT_CODE_DIGITS = '0123456789ABCDEFGHJKLMNPQRTUWXY';
