const EXIT_CODES = `Exit codes:
  0    all done
  2    the command line is wrong
  3    template, roster, register or a file is wrong; or not every file verified
  4    the seal cannot be used
  5    partly done: some rows were refused, or the machine failed on the way
  130  cancelled (Ctrl+C); rows under way are finished first`;

const COMMON = `  --json             JSON lines on standard output: events, then one line {"kind":"result",…}
  --lang LANGUAGE    language of the messages (en, el, …); the system's when left out`;

const PASSWORD = `An e-seal (SEAL) is one of these:
  seal.p12           PKCS#12 (.p12, .pfx), new or old
  chain.pem          PEM: certificates, with the private key or with --seal-key
  'pkcs11:token=T;object=O?module-path=/path/library.so'
                     a token or HSM by its PKCS#11 URI (RFC 7512); needs the package pkcs11js, built with
                     npm rebuild pkcs11js --ignore-scripts=false
  'csc:https://service.example/csc/v2?client_id=C&credential=ID'
                     a remote service (Cloud Signature Consortium API 2); asked over the network

The seal's password (PIN of a token, client secret of a service) is asked for on a terminal, once, and a wrong
one is never tried again by itself. In scripts give it in the environment variable
SEALWRIGHT_PASSWORD, or as one line on a file descriptor with --password-fd. It is never an argument:
other users of a machine can see those.`;

/** By topic; '' is the overview. */
export const HELP: Readonly<Record<string, string>> = {
  '': `Sealwright issues sealed micro-credentials and degrees.

  sealwright issue           seal a credential for every row of a roster
  sealwright verify          judge sealed files
  sealwright template check  look for what a template lacks
  sealwright seal inspect    show what an e-seal is and whether it can seal
  sealwright demo            try it all with a demo e-seal and 200 invented learners
  sealwright help COMMAND    explain one command

Words and progress go to standard error, results to standard output.

${EXIT_CODES}
`,
  issue: `sealwright issue --template T.json --roster R.csv --seal S.p12 --out FOLDER [options]

For every row of the roster: the template's exports, or else a sealed PDF (PAdES), XML (XAdES) and JSON (JAdES,
European Learning Model), under FOLDER/credentials; an entry in the register; and a line in FOLDER/summary.csv. Rows that cannot be issued are refused one by one
with row, column, reason and what to do; the others go on. Running the same command again issues only what
is not in the register yet: nothing is lost and nothing is issued twice.

  --template FILE    what is awarded and how the page looks
  --roster FILE      the learners: CSV, headings in any official language of the Union
  --seal SEAL        the institution's e-seal: see below
  --seal-key FILE    the private key, when the e-seal is PEM and the key lies apart
  --algorithm NAME   RS256 or PS256 for RSA; every other key has one of its own
  --out FOLDER       where everything goes
  --register FILE    the register (FOLDER/register.sqlite when left out)
  --languages LIST   a choice of the template's languages, the primary one first, such as en,el
  --exports LIST     in place of the template's own, any of: pdf, elmo, edc, edc-jws, edc-upload, vc-jwt, vc-di,
                     open-badge, sd-jwt
  --timestamp URL    have PDF, XML and JSON time-stamped (level T) by this authority; given several times, the next
                     is asked when one fails. Without it nothing touches the network
  --timestamp-trust FILE  roots that an authority's certificate has to lead to, PEM or DER; may be given several times
  --dry-run          check everything; seal, write and register nothing
  --password-fd N    read the seal's password from descriptor N
${COMMON}

${PASSWORD}

${EXIT_CODES}
`,
  verify: `sealwright verify FILE… [--trust ROOT.pem]… [--crl LIST.crl]…

Judges sealed PDF, XML and JSON files in the words of ETSI EN 319 102-1: TOTAL-PASSED, TOTAL-FAILED or
INDETERMINATE. A folder stands for the sealed files in it. Nothing is fetched: whom to trust is told with
--trust; without it no file can be better than INDETERMINATE (NO_CERTIFICATE_CHAIN_FOUND).

  --trust FILE       certificates to trust, PEM or DER; may be given several times
  --crl FILE         revocation lists, PEM or DER; may be given several times
${COMMON}

${EXIT_CODES}
`,
  'template check': `sealwright template check TEMPLATE.json

Lists every mandatory element, text and language the template lacks, and every place on its page that
cannot be printed.

${COMMON}

${EXIT_CODES}
`,
  'seal inspect': `sealwright seal inspect SEAL [options]

Shows the certificate of an e-seal, what it may be called, and whether it can seal today.

  --seal-key FILE    the private key, when the e-seal is PEM and the key lies apart
  --algorithm NAME   RS256 or PS256 for RSA; every other key has one of its own
  --password-fd N    read the password from descriptor N
${COMMON}

${PASSWORD}

${EXIT_CODES}
`,
  demo: `sealwright demo [--out FOLDER] [--learners N] [--key KIND] [--all-formats]

Makes a demo e-seal of its own (nobody trusts it), issues the example university's batch with it, verifies
every file, and says what came of it. Run again, it goes on where it stopped.

  --out FOLDER       where everything goes (demo-output when left out)
  --learners N       only the first N learners of the roster
  --key KIND         P-256 (default), P-384, RSA-2048 or RSA-3072
  --all-formats      every export there is; P-256 can make them all
${COMMON}

${EXIT_CODES}
`,
};
