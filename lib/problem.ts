interface ProblemOptions {
  /** Which parameters are wrong, and how */
  errors?: { path: string; message: string }[];
  headers?: Record<string, string>;
}

const TITLES: Record<number, string> = {
  400: "Bad request",
  401: "Not signed in",
  403: "Not allowed",
  404: "Not found",
  405: "Method not allowed",
  409: "Not now",
  413: "Too large",
  415: "Unsupported media type",
  429: "Too many requests",
  500: "Something went wrong",
  503: "Not available just now",
};

/** An answer that is not the wished one, in the form of RFC 9457; thrown anywhere beneath `apiHandler`. */
export class Problem extends Error {
  override name = "Problem";

  /** By name: whoever threw it may have been made by another evaluation of this module, with a class of its own. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Error && value.name === "Problem";
  }

  constructor(
    readonly status: number,
    readonly detail: string,
    readonly options: ProblemOptions = {},
  ) {
    super(detail);
  }

  /** The answer's body. */
  text(): string {
    const { errors } = this.options;
    return JSON.stringify({
      type: "about:blank",
      title: TITLES[this.status] ?? "Error",
      status: this.status,
      detail: this.detail,
      errors,
    });
  }

  headers(): Record<string, string> {
    return {
      "Content-Type": "application/problem+json",
      "Cache-Control": "private, no-store",
      ...this.options.headers,
    };
  }

  toResponse(): Response {
    return new Response(this.text(), { status: this.status, headers: this.headers() });
  }
}
