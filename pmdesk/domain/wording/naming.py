"""What is looked for in a text as a whole: persons by name, and capitals never spelled out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from pmdesk.domain.wording import vocabulary as v
from pmdesk.domain.wording.context import Context, explained_in
from pmdesk.domain.wording.hint import Finding, Pattern
from pmdesk.domain.wording.phrases import first_words
from pmdesk.domain.wording.sentences import Sentence

# The number of the sentence, and what was found in it.
Placed = tuple[int, Finding]

_HANDLE = re.compile(r"(?<![\w/.@])@[a-z][\w-]{2,38}(?![\w/.@-])")
_NO_HANDLES = first_words(
    "@here @channel @everyone @all @team @oncall @on-call @media @param @return @returns @override"
    " @import @types @latest @next @beta @deprecated @test @property @dataclass"
)
# "Owner: Ann" is a field of a form and no sentence.
_FIELD = re.compile(r"[^:]{1,40}:\s*\S+(?:\s+\S+){0,2}\s*$")


def named_persons(sentences: Sequence[Sentence], context: Context) -> Iterator[Placed]:
    """Each person who is called by name, where the text first does."""
    names = _pattern_of(context)
    seen: set[str] = set()
    for index, sentence in enumerate(sentences):
        if "@" not in sentence.text and names is None:
            continue
        if len(sentence.tokens) < 4 or _FIELD.match(sentence.text):
            continue
        for start, end, person, role in _people(sentence, names, context):
            if person not in seen:
                seen.add(person)
                swaps = ((start, end, f"the {role[:1].lower()}{role[1:]}"),) if role else ()
                yield index, Finding(Pattern.NAMED_PERSON, "named person", start, end, swaps)


def _people(
    sentence: Sentence, names: re.Pattern[str] | None, context: Context
) -> Iterator[tuple[int, int, str, str]]:
    """The places of names in a sentence, by whom they mean, with the role."""
    for found in _HANDLE.finditer(sentence.text) if "@" in sentence.text else ():
        if found[0] not in _NO_HANDLES:
            role = context.names.get(found[0][1:], "")
            yield found.start(), found.end(), role or found[0], role
    for found in names.finditer(sentence.text) if names is not None else ():
        first = sentence.raw[found.start()]
        handle = first.isalpha() and len(found[0]) > 6 and found[0] not in v.ONE
        if first.isupper() or handle:
            role = context.names.get(found[0], "")
            yield found.start(), found.end(), role or found[0], role


def _pattern_of(context: Context) -> re.Pattern[str] | None:
    if not context.names:
        return None
    names = sorted(context.names, key=len, reverse=True)
    return re.compile(rf"(?<![\w@-])(?:{'|'.join(map(re.escape, names))})(?![\w-])")


_CAPITALS = re.compile(r"(?<![\w.$@#/\-_&])([A-Z][A-Z0-9]{1,5})(?:s\b|\b)(?![\w\-_/.=(]\w|[-_])")
# How often a text has to lean on one before it is worth spelling out.
_OFTEN = 3
_EVERYDAY = first_words(
    "AM PM UTC GMT CET CEST EST EDT PST PDT BST IST JST MST CST MDT CDT US USA UK EU UN IT HR OK"
    " ID IDS FAQ PDF HTML CSS JS TS XML JSON YAML TOML CSV SQL URL URI HTTP HTTPS API APIS SDK CLI"
    " GUI UI UX CPU GPU RAM SSD HDD DNS TCP UDP IP TLS SSL SSH VPN CDN LAN WAN NAT NTP DHCP DB OS"
    " VM CI CD PR PRS QA SRE DBA CEO CTO CIO COO TODO TBD FYI ETA AKA ASAP EOL SLA SLO SLI KPI MB"
    " GB TB KB AWS GCP EC2 S3 RDS EKS ECS GKE VPC IAM AZ SMS USB IDE NPM CVE RFC DDOS DOS MFA 2FA"
    " SSO OTP WAF SEV P0 P1 P2 P3 P4 K8S IO IOPS RPC GRPC REST CRUD UUID GET POST PUT PATCH DELETE"
    " HEAD NULL TRUE FALSE AND OR NOT IF NO ON IN TO IS ALL ANY NEW OLD UP DOWN SET FROM SELECT"
    " INSERT UPDATE WHERE TABLE DROP READ WRITE THE A I OOM MTTR MTTD RCA POC UAT DR BGP ISP PC TV"
    " CRM ERP HSM JWT CORS CSRF XSS SMTP IMAP FTP NFS SAN LB TTL ACK DOM SPA SSR RSS OTEL README"
    " WARN ERROR INFO DEBUG FATAL ISO UTF ASCII LTS GA ARM GIT SVN PHP ASP NET SHA RSA AES MIT BSD"
    " GPL CTA ROI AI ML LLM NLP OCR VP HQ CRON DEV PROD TEST KVM BIOS BTC ETH NFT IBM WIFI USD EUR"
    " GBP DONE WIP NB PS HA LDAP SAML SCIM MVP EOD OOO"
)


def short_forms(text: str, sentences: Sequence[Sentence], context: Context) -> Iterator[Placed]:
    """Capitals that a text uses three times or more and never spells out, at their first use."""
    known = _EVERYDAY | context.short_forms | set(explained_in(text))
    uses: Counter[str] = Counter()
    first: dict[str, Placed] = {}
    for index, sentence in enumerate(sentences):
        if sentence.terse or sentence.raw.isupper():
            continue
        for found in _CAPITALS.finditer(sentence.raw):
            word = found[1]
            covered = sentence.text[found.start()] != word[0].lower()
            if covered or word in known or word[-1].isdigit():
                continue
            uses[word] += 1
            place = Finding(Pattern.SHORT_FORM, "short form", found.start(1), found.end(1))
            first.setdefault(word, (index, place))
    yield from (first[word] for word, count in uses.items() if count >= _OFTEN)
