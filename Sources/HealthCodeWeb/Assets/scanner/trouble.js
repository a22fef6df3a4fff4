// Why a scan cannot happen, in words that a page can look up in its messages.

/** `reason` is one of the strings below; `cause` is the browser's own error, if there was one. */
export class ScanTrouble extends Error {
    constructor(reason, cause) {
        super(reason, { cause });
        this.name = 'ScanTrouble';
        this.reason = reason;
    }

    /** The page is not served over HTTPS, so browsers hand out no camera. */
    static insecure = 'insecure';
    /** This browser has no camera interface at all. */
    static unsupported = 'unsupported';
    /** The person, the browser's settings or the server's Permissions-Policy said no. */
    static denied = 'denied';
    /** There is no camera. */
    static missing = 'missing';
    /** There is a camera, but another program holds it or it does not start. */
    static busy = 'busy';
    /** The camera was working and went away: unplugged, or permission withdrawn. */
    static lost = 'lost';
    /** The decoder could not be loaded, or its worker died. */
    static decoder = 'decoder';
    /** The chosen file is not a picture that this browser can open. */
    static picture = 'picture';
}

const reasonByErrorName = {
    NotAllowedError: ScanTrouble.denied,
    SecurityError: ScanTrouble.denied,
    NotFoundError: ScanTrouble.missing,
    OverconstrainedError: ScanTrouble.missing,
    NotReadableError: ScanTrouble.busy,
    AbortError: ScanTrouble.busy,
};

/** What an error of getUserMedia means (Media Capture and Streams, section 10.2). */
export function cameraTrouble(error) {
    return new ScanTrouble(reasonByErrorName[error.name] ?? ScanTrouble.busy, error);
}
