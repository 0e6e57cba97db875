/** Longest a session lives, however busy. */
export const sessionHours = 12;

export interface SessionCookie {
  readonly name: string;
  /** The token in a request's cookie header, if there is one. */
  read(header: string | undefined): string | undefined;
  /** Value of `Set-Cookie` that hands out a token. */
  give(token: string): string;
  /** Value of `Set-Cookie` that takes it back. */
  clear(): string;
}

/** With https the cookie is bound to this host by its name; without it browsers would refuse that name. */
export function sessionCookie(publicUrl: URL): SessionCookie {
  const isSecure = publicUrl.protocol === 'https:';
  const name = isSecure ? '__Host-assay_session' : 'assay_session';
  const attributes = `Path=/; HttpOnly; SameSite=Strict${isSecure ? '; Secure' : ''}`;
  return {
    name,
    read: (header) => (header === undefined ? undefined : cookieValue(header, name)),
    give: (token) => `${name}=${token}; ${attributes}; Max-Age=${sessionHours * 3600}`,
    clear: () => `${name}=; ${attributes}; Max-Age=0`,
  };
}

function cookieValue(header: string, name: string): string | undefined {
  for (const pair of header.split(';')) {
    const equals = pair.indexOf('=');
    if (equals > 0 && pair.slice(0, equals).trim() === name)
      return pair.slice(equals + 1).trim() || undefined;
  }
  return undefined;
}
