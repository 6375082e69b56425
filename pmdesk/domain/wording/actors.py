"""Who is not said, or said by name: agentless passives, named persons, unexplained capitals."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from pmdesk.domain.wording import vocabulary as v
from pmdesk.domain.wording.context import Context, explained_in
from pmdesk.domain.wording.grammar import is_task, only_possible, role_in
from pmdesk.domain.wording.hint import Finding, Pattern, Watch
from pmdesk.domain.wording.phrases import finds, first_words, has
from pmdesk.domain.wording.sentences import Sentence

# Steps that somebody decided on: here the role, and what it went by, is what a reader lacks.
_STEPS = (
    r"rolled back|reverted|restarted|rebooted|deleted|disabled|turned off|switched off|shut down"
    r"|deployed|redeployed|merged|upgraded|downgraded|scaled (?:up|down|out|in)|drained|cordoned"
    r"|failed over|cancelled|canceled|silenced|muted|snoozed|overridden|approved|decided|chosen"
    r"|postponed|escalated|declared|reopened|run manually|rotated|pushed|taken down|taken offline"
)
_PASSIVE = (
    rf"(?:was|were|has been|have been|had been) (?:(?:\w+ly|then|also|later|finally|eventually) )?"
    rf"(?:{_STEPS})"
)
_AGENT = re.compile(
    r"\bby\s+(?!\d|(?:mistake|accident|then|default|hand|noon|midnight|about|using|\w+ing)\b)"
)
_ITSELF = (
    r"automatically|automatic|by itself|by design|autoscal\w+|self-heal\w*|via automation|cron|scheduled"
    r"|pipeline|script|controller"
)
_BELOW = (
    r"(?:after|before|once|until|when|whenever|while|if|because|since|that|which|who|as|where|whether"
    r"|unless|how|than|what|though|although|so|for|verify|ensure|confirm|check|see|to)"
)


def hidden_actor(sentence: Sentence, context: Context) -> Iterator[Finding]:
    """"The deploy was rolled back": by which role? Not where the text has just said it."""
    text = sentence.text
    if sentence.terse or sentence.asks or is_task(sentence):
        return
    found = next(finds(_PASSIVE, text), None)
    if found is None:
        return
    lead, rest = text[: found.start()], text[found.end() :]
    clause = re.split(r"[,;:—(]|\b(?:and|but)\b", lead)[-1]
    if has(_BELOW, clause) or _AGENT.search(rest) or has(_ITSELF, text):
        return
    if has(r"because|due to|as a result|since", rest):
        return
    if re.search(r"\b(?:not|never|no)\b", lead[-30:]) or _known(sentence, context):
        return
    yield Finding(
        Pattern.HIDDEN_ACTOR, "hidden actor", found.start(), found.end(),
        about=(len(lead) - len(clause), found.start()),
    )  # fmt: skip


_SOMEONE = (
    r"(?:someone|somebody|some ?one|an unknown person|a person)"
    r"(?: (?:from|in|on|of|at) (?:the|our) (?:[\w-]+ ){0,2}?[\w-]+)?"
    rf" (?:had |has |\w+ly )?({v.PARTICIPLE}|ran|took|broke|chose|wrote|gave|drove)"
)
_KINDLY = first_words(
    "noticed reported found asked suggested said mentioned fixed joined told saw pointed discovered"
    " spotted remembered offered posted confirmed raised observed wondered detected realised"
    " realized helped answered replied shared had compromised stole stolen gained exploited used"
)


def someone(sentence: Sentence, context: Context) -> Iterator[Finding]:
    """ "Somebody left a flag on": a role is hidden behind a pronoun."""
    if is_task(sentence) or sentence.asks:
        return
    for found in finds(_SOMEONE, sentence.text):
        if found[1] not in _KINDLY and not only_possible(sentence, found.start(), 3):
            yield Finding(Pattern.HIDDEN_ACTOR, "hidden actor", found.start(), found.end())


def _known(sentence: Sentence, context: Context) -> bool:
    """Whether this sentence or the one before says who acted."""
    names = context.names.keys()
    before = sentence.before
    return role_in(sentence, names) or (before is not None and role_in(before, names))


WATCHES = (
    Watch(hidden_actor, first_words("was were been")),
    Watch(someone, first_words("someone somebody some person")),
)  # fmt: skip

_HANDLE = re.compile(r"(?<![\w/.@])@[a-z][\w-]{2,38}(?![\w/.@-])")
_NO_HANDLES = frozenset(
    "@here @channel @everyone @all @team @oncall @on-call @media @param @return @returns @override"
    " @import @types @latest @next @beta @deprecated @test @property @dataclass".split()
)


def named_persons(sentences: Sequence[Sentence], context: Context) -> Iterator[tuple[int, Finding]]:
    """Each person who is called by name, once in a text; the index of the sentence and the find."""
    names = _names_pattern(context)
    seen: set[str] = set()
    for index, sentence in enumerate(sentences):
        if _is_field(sentence):
            continue
        if "@" in sentence.text:
            for found in _HANDLE.finditer(sentence.text):
                if found[0] not in _NO_HANDLES and found[0] not in seen:
                    seen.add(found[0])
                    yield index, _named(found.start(), found.end(), context.names.get(found[0][1:], ""))
        if names is None:
            continue
        for found in names.finditer(sentence.text):
            name = found[0]
            role = context.names.get(name, "")
            if (role or name) in seen or not _written_as_name(sentence, found):
                continue
            seen.add(role or name)
            yield index, _named(found.start(), found.end(), role)


def _written_as_name(sentence: Sentence, found: re.Match[str]) -> bool:
    first = sentence.raw[found.start()]
    return first.isupper() or (first.isalpha() and len(found[0]) > 6 and found[0] not in v.ONE)


# "Owner: Ann" is a field of a form and no sentence.
_FIELD = re.compile(r"[^:]{1,40}:\s*\S+(?:\s+\S+){0,2}\s*$")


def _is_field(sentence: Sentence) -> bool:
    return len(sentence.tokens) < 4 or _FIELD.match(sentence.text) is not None


def _named(start: int, end: int, role: str) -> Finding:
    swaps = ((start, end, f"the {role[:1].lower()}{role[1:]}"),) if role else ()
    return Finding(Pattern.NAMED_PERSON, "named person", start, end, swaps)


def _names_pattern(context: Context) -> re.Pattern[str] | None:
    if not context.names:
        return None
    names = sorted(context.names, key=len, reverse=True)
    return re.compile(rf"(?<![\w@-])(?:{'|'.join(map(re.escape, names))})(?![\w-])")


_CAPITALS = re.compile(r"(?<![\w.$@#/\-_&])([A-Z][A-Z0-9]{1,5})(?:s\b|\b)(?![\w\-_/.=(]\w|[-_])")
# How often a text has to lean on one before it is worth spelling out.
_OFTEN = 3
_EVERYDAY = frozenset(
    "AM PM UTC GMT CET CEST EST EDT PST PDT BST IST JST MST CST MDT CDT US USA UK EU UN IT HR OK ID"
    " IDS FAQ PDF HTML CSS JS TS XML JSON YAML TOML CSV SQL URL URI HTTP HTTPS API APIS SDK CLI GUI"
    " UI UX CPU GPU RAM SSD HDD DNS TCP UDP IP TLS SSL SSH VPN CDN LAN WAN NAT NTP DHCP DB OS VM CI"
    " CD PR PRS QA SRE DBA CEO CTO CIO COO TODO TBD FYI ETA AKA ASAP EOL SLA SLO SLI KPI MB GB TB KB"
    " AWS GCP EC2 S3 RDS EKS ECS GKE VPC IAM AZ SMS USB IDE NPM CVE RFC DDOS DOS MFA 2FA SSO OTP WAF"
    " SEV SEV1 SEV2 SEV3 SEV4 P0 P1 P2 P3 P4 K8S IO IOPS RPC GRPC REST CRUD UUID GET POST PUT PATCH"
    " DELETE HEAD NULL TRUE FALSE AND OR NOT IF NO ON IN TO IS ALL ANY NEW OLD UP DOWN SET FROM"
    " SELECT INSERT UPDATE WHERE TABLE DROP READ WRITE THE A I OOM MTTR MTTD RCA POC UAT DR BGP ISP"
    " PC TV CRM ERP HSM JWT CORS CSRF XSS SMTP IMAP FTP NFS SAN LB TTL ACK DOM SPA SSR EC RSS OTEL"
    " README WARN ERROR INFO DEBUG FATAL ISO UTF ASCII LTS GA ARM GIT SVN PHP ASP NET SHA MD5 AES RSA"
    " MIT BSD GPL CTA ROI B2B P95 P99 P50 I18N AI ML LLM NLP OCR VP HQ CRON DEV PROD TEST KVM BIOS"
    " XCH BTC ETH NFT IBM WIFI USD EUR GBP DONE WIP NB PS HA LDAP SAML SCIM MVP EOD OOO".split()
)


def short_forms(text: str, sentences: Sequence[Sentence], context: Context) -> Iterator[tuple[int, Finding]]:
    """Capitals that a text uses three times or more and never spells out, at their first use."""
    known = _EVERYDAY | context.short_forms | set(explained_in(text))
    uses: Counter[str] = Counter()
    first: dict[str, tuple[int, Finding]] = {}
    for index, sentence in enumerate(sentences):
        if sentence.terse or sentence.raw.isupper():
            continue
        for found in _CAPITALS.finditer(sentence.raw):
            word = found[1]
            if word in known or word.endswith(tuple("0123456789")) or sentence.text[found.start()] != word[0].lower():
                continue
            uses[word] += 1
            if word not in first:
                place = Finding(Pattern.SHORT_FORM, "short form", found.start(1), found.end(1))
                first[word] = (index, place)
    yield from (first[word] for word, count in uses.items() if count >= _OFTEN)
