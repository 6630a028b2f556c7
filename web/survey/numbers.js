/**
 * A typed answer as the form keeps it; `null` when it is no number although one is asked for. Thousands
 * may be set apart; in Vietnamese decimals stand after a comma.
 */
export function read(text, valueType, language) {
  const typed = text.trim();
  if (valueType !== 'int' && valueType !== 'decimal') return typed;
  if (typed === '') return '';
  const tight = typed.replace(/[\s\u00a0]/g, '');
  if (valueType === 'int') {
    const digits = /^\d{1,3}([.,]\d{3})+$/.test(tight) ? tight.replace(/[.,]/g, '') : tight;
    return /^\d+$/.test(digits) ? digits : null;
  }
  const point = tight.includes(',') && language === 'vi' ? tight.replace(/\./g, '').replace(',', '.') : tight;
  return /^\d+(\.\d+)?$/.test(point) ? point : null;
}

/** A kept answer as it is typed: the engine keeps a whole number among decimals as `96.0`. */
export function shown(text, valueType, language) {
  if (valueType !== 'decimal') return text;
  const plain = text.replace(/\.0$/, '');
  return language === 'vi' ? plain.replace('.', ',') : plain;
}
