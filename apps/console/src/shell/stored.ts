/** What the browser remembers. Storage may be full or switched off: then nothing is remembered, and nothing breaks. */
export function readStored<T>(name: string, fallback: T, area: Storage = localStorage): T {
  try {
    const text = area.getItem(`assay.${name}`);
    return text === null ? fallback : (JSON.parse(text) as T);
  } catch (error) {
    console.warn('Stored value is unreadable', name, error);
    return fallback;
  }
}

export function writeStored(name: string, value: unknown, area: Storage = localStorage): void {
  try {
    if (value === undefined) area.removeItem(`assay.${name}`);
    else area.setItem(`assay.${name}`, JSON.stringify(value));
  } catch (error) {
    console.warn('Value could not be stored', name, error);
  }
}
