"""Word lists that the wording rules share: who can be meant by a noun, and forms of verbs."""

from __future__ import annotations

from functools import cache

from pmdesk.domain.wording.phrases import first_words

# One person, by what he or she does. Words that more often name a program (agent, client, worker,
# manager, controller, driver) stand in NEEDS_COMPANY instead.
ONE = first_words(
    "engineer developer dev sre dba administrator admin sysadmin operator on-call oncall responder"
    " commander colleague coworker co-worker teammate employee contractor consultant intern"
    " reviewer author maintainer committer contributor approver owner person somebody someone"
    " anybody anyone guy individual human technician analyst director cto ceo cio tester designer"
    " architect programmer scribe facilitator supervisor junior senior newcomer apprentice trainee"
    " specialist assistant nobody's member officer boss chief planner dispatcher he she i you"
    " mechanic electrician clerk cashier accountant trader nurse doctor surgeon pharmacist foreman"
    " moderator translator tutor scientist researcher receptionist"
    " releaser deployer he's she's i'm himself herself whoever devops"
)
GROUP = first_words(
    "engineers developers devs sres dbas administrators admins sysadmins operators responders"
    " colleagues coworkers teammates employees contractors consultants interns reviewers authors"
    " maintainers committers contributors approvers owners guys technicians analysts directors"
    " testers designers architects programmers specialists staff team teams crew squad department"
    " management leadership members personnel ops qa support engineering helpdesk juniors seniors"
    " managers leads mechanics electricians clerks cashiers accountants traders nurses doctors"
    " surgeons pharmacists moderators translators tutors scientists researchers"
)
WE = first_words("we us ourselves we'd we've we're we'll")
NOBODY = first_words("nobody none no-one")
# Those whom an incident reaches: what they could not do is impact, not a failure of theirs.
USERS = first_words(
    "user users customer customers visitor visitors subscriber subscribers student students"
    " merchant merchants buyer buyers shopper shoppers tenant tenants player players viewer viewers"
    " reader readers community consumer consumers farmer farmers caller callers patient patients"
    " passenger passengers guest guests end-user end-users people folks individuals humans"
    " everybody everyone"
)
OUTSIDERS = first_words(
    "vendor vendors supplier suppliers provider providers isp third-party partner partners carrier"
    " company subcontractor subcontractors agency"
)
ATTACKERS = first_words(
    "attacker attackers adversary adversaries hacker hackers intruder intruders scammer scammers"
    " phisher phishers criminal criminals thief thieves exploiter exploiters"
)
# Nouns that mean a person only behind one of these words.
NEEDS_COMPANY = first_words("manager lead leader agent worker head support desk shift master actor")
COMPANY = first_words(
    "product engineering release account duty incident team tech technical comms communications"
    " support service customer project night day on-call line site people engineering delivery help"
    " business shift department group security platform infra infrastructure database network"
)
POINTERS = first_words("this it that there these those which it's that's what")
# Words that open a noun: "the engineer", "our team".
LEADING = first_words("the a an our your his her their my its some any each every one both another")

GIVEN_NAMES = first_words(
    "alice bob carol dave eve frank erin john jane joe jim james mary maria michael mike david"
    " daniel dan peter paul anna anne ana sarah sara laura linda lisa karen susan emma emily olivia"
    " sophia sophie julia julie kate katie thomas tom tim timothy robert rob richard rick steve"
    " steven stephen kevin brian chris christopher andrew andy matt matthew josh joshua ryan jason"
    " jeff jeffrey gary eric erik nick nicholas ben benjamin sam samuel alex alexander alexandra"
    " priya olu ravi rahul amit anil arjun deepak sanjay vijay raj neha pooja anita sunita wei ming"
    " jing yuki hiroshi kenji akira haruto aiko mei chen carlos juan jose luis miguel pedro diego"
    " pablo javier sofia lucia elena carmen ahmed mohammed muhammad ali omar fatima aisha hassan"
    " hans klaus jürgen jan lukas felix lena katja pierre jean marie claire luc giulia marco luca"
    " giovanni francesca olga ivan natalia sergei dmitri vladimir anton piotr pawel agnieszka kasia"
    " sven lars ole ingrid astrid bjorn magnus kwame ama chidi ngozi tunde zanele thabo martin"
    " simon george henry oliver jack harry charlie lucy grace hannah rachel rebecca jessica"
    " jennifer amanda nicole megan lauren greg scott adam aaron nathan kyle patrick sean"
)

HELPERS = first_words(
    "has have had was were is are be been being am did do does will would could should can may"
    " might must not never also then again already simply just still always often even either both"
    " only once now later soon first initially all each instead together somehow therefore however"
    " hadn't haven't hasn't wasn't weren't isn't aren't didn't don't doesn't won't wouldn't"
    " couldn't shouldn't can't cannot"
)
PREPOSITIONS = first_words(
    "of by for from with to in on at than into onto over under about via per during after before"
    " until within without against through across between among near behind despite due like"
)
RELATIVES = first_words("that which who whom whose where when why how")
SUBORDINATES = first_words(
    "because since when while as although though if that so but whereas where after before until"
    " once unless whenever whether than and or yet meaning saying said"
)
NEGATIONS = first_words(
    "not no never nobody none nor neither without n't cannot isn't wasn't weren't aren't don't"
    " didn't doesn't won't wouldn't shouldn't couldn't can't hardly non un instead rather avoid"
    " less than"
)

# Verbs of attention, judgement and teamwork: only somebody with a mind fails to do these.
MINDFUL = first_words(
    "notice realise realize consider communicate escalate follow read understand recognise"
    " recognize think know remember inform tell notify ask document anticipate foresee appreciate"
    " acknowledge coordinate consult look listen prioritise prioritize plan question pay bother"
    " learn estimate judge heed mention announce announcing spot assess discuss brief warn hand"
    " investigate raise care ensure take account act wait"
)
# Work that people do and programs may do as well.
DILIGENT = MINDFUL | first_words(
    "check verify test review validate confirm monitor respond react update fix find identify"
    " solve resolve run do make set add remove configure keep include catch see write prepare"
    " rotate renew back clean merge deploy revert restart"
)
# "not properly tested" measures with a standard that nobody stated.
PRACTISED = first_words(
    "tested reviewed protected documented monitored validated verified communicated considered"
    " planned prepared trained checked secured coordinated thought understood followed assessed"
    " discussed scoped vetted evaluated prioritised prioritized handled managed staffed supervised"
    " informed researched audited maintained tracked escalated rehearsed estimated hardened"
    " announced explained"
)
PRACTICES = first_words(
    "testing review reviews planning communication communications preparation judgement judgment"
    " decision decisions care attention training documentation oversight supervision diligence"
    " coordination collaboration practice practices process management discipline leadership"
    " handling follow-up ownership monitoring awareness vigilance workmanship choice effort"
    " research analysis thought qa hygiene response"
)

PARTICIPLES = first_words(
    "arisen awoken beaten become been begun bent bet bitten bled blown born bound bred broken"
    " brought built burnt burst bought cast caught chosen clung come cost crept cut dealt done"
    " drawn driven drunk dug eaten fallen fed felt fled flown flung forbidden forgiven forgotten"
    " fought found frozen given gone got gotten ground grown had heard held hidden hit hung hurt"
    " kept known laid lain leapt learnt led left lent let lit lost made meant met misled mistaken"
    " misread misunderstood outgrown overcome overdone overridden overrun overseen overtaken"
    " overwritten paid proven put quit read rebuilt redone rerun reset ridden risen run rung said"
    " seen sent set sewn shaken shed shone shot shown shrunk shut slept slid slung sold sought"
    " spent spilt split spoken spread sprung spun stolen stood struck strung stuck stung sung sunk"
    " sworn swept swollen swum swung taken taught thought thrown told torn undergone understood"
    " undone upheld upset withdrawn withheld woken won worn wound woven written foreseen"
)
PASTS = PARTICIPLES | first_words(
    "began bit blew broke came chose did drew drove ate fell flew forgot froze gave grew hid knew"
    " rode rose ran saw shook spoke stole swore took threw tore underwent was were went withdrew"
    " woke wore wrote overrode overwrote undid became"
)
_NO_PARTICIPLES = first_words(
    "need seed feed speed embed indeed exceed proceed succeed breed shed red bed unused unaffected"
    " unaware hundred"
)
# The past tense of participles that differ from it, for turning a passive round.
_PAST_OF = {
    "taken": "took", "given": "gave", "broken": "broke", "chosen": "chose", "done": "did",
    "driven": "drove", "overridden": "overrode", "overwritten": "overwrote", "run": "ran",
    "rerun": "reran", "withdrawn": "withdrew", "written": "wrote", "drawn": "drew",
    "thrown": "threw", "begun": "began", "seen": "saw", "forgotten": "forgot", "undone": "undid",
}  # fmt: skip


# A participle inside a longer phrase.
PARTICIPLE = r"(?:\w{2,}ed|" + "|".join(sorted(PARTICIPLES)) + ")"


@cache
def is_participle(word: str) -> bool:
    """Whether a word in lower case can be a past participle."""
    if word in PARTICIPLES:
        return True
    return len(word) > 3 and word.endswith("ed") and word not in _NO_PARTICIPLES


def past_of(participle: str) -> str:
    """The past tense that belongs to a participle: "taken" gives "took"."""
    return _PAST_OF.get(participle, participle)
