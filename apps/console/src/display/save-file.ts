interface SavedFile {
  readonly name: string;
  readonly text: string;
  readonly type: string;
}

/** Hands a text to the browser as a download. */
export function saveFile({ name, text, type }: SavedFile): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}

export const saveJson = (name: string, value: unknown): void =>
  saveFile({ name, text: JSON.stringify(value, null, 2), type: 'application/json' });
