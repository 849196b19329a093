"""Words that tell people, offices and organizations apart in a text.

First names: the commoner ones of the United States, Britain and Europe, those that are given to one sex.
"""

from __future__ import annotations


def listed(words: str) -> frozenset[str]:
    """The words of a text as a set."""
    return frozenset(words.split())


MALE = listed("""
aaron adam alan albert alejandro alex alexander alfred allen andre andrew andy angel anthony antonio arnold
arthur ashraf barack barry ben benjamin bernard bernie bill billy bob bobby boris brad brandon brendan brett
brian bruce bryan calvin carl carlos chad charles charlie chris christian christopher chuck clarence claude
clifford clint craig dale dan daniel danny darrell darren dave david dean dennis derek dick dmitri dmitry
dominic don donald doug douglas duncan dwight earl ed eddie edgar eduardo edward edwin elijah eliot elliott eric
ernest eugene evan felix fernando francis francisco frank franklin fred frederick gabriel gary gavin gene
geoffrey george gerald gerard giuseppe glenn gordon graham greg gregory guy hans harold harry harvey hassan
hector henri henry herbert herman howard hugh ian igor ivan jack jacob jaime jake james jamie jamieson jared
jason javier jay jean-claude jeb jeff jeffrey jeremy jerome jerry jesse jim jimmy joe joel john johnny jon
jonathan jorge jose joseph josh joshua juan julian julio justin karl keith ken kenneth kevin kirk kurt kyle
larry lawrence lee leo leon leonard leroy lewis lloyd louis lucas luis luke manuel marc marco marcus mario mark
marshall martin marvin matt matteo matthew maurice max melvin michael miguel mike milton mitch mitchell mitt
mohamed mohammad mohammed muhammad nathan neal neil newt nicholas nick nigel noah norman oliver omar oscar otto
owen pablo pascal pat patrick paul pedro pete peter phil philip phillip pierre rafael ralph ramon randy raul ray
raymond reince rex ricardo richard rick ricky rob robby robert roberto rodney roger roland ron ronald ross roy
ruben rudolph rudy russell ryan salvador sam samuel scott sean sebastian sergei sergey seth shaun sherrod simon
spencer stanley stefan stephen steve steven stuart ted terrence terry theodore thomas tim timothy todd tom tommy
tony trent trevor trey troy tyler vernon victor vincent vladimir wade walter wayne wesley wilbur will william
willie wolfgang xavier zach zachary""")

FEMALE = listed("""
abigail adriana agnes alice alicia alison allison amanda amber amy ana andrea angela angelina anita ann anna
anne annette annie april ariana ashley audrey ava barbara beatrice becky bernice beth betty beverly bonnie
brenda brittany camille carly carmen carol caroline carolyn carrie catherine cathy cecilia charlene charlotte
chelsea cheryl christina christine cindy claire clara claudia colleen connie crystal cynthia daisy dana danielle
dawn debbie deborah debra denise diana diane dianne dolores donna doris dorothy edith eileen elaine eleanor
elena elisabeth elise elizabeth ella ellen emily emma erica erin esther ethel eva evelyn florence frances
gabriela gail gennifer georgia gina gladys glenda gloria grace gwen gwendolyn hannah harriet hazel heather heidi
helen hillary holly huma ida irene iris isabel ivanka jackie jacqueline jamie-lynn jane janet janice jean jeanne
jenna jennifer jessica jill jo joan joanna joanne josephine joyce juanita judith judy julia julie june kamala
karen kate katherine kathleen kathryn kathy katie katrina kay kayla kellyanne kim kimberly kirsten kirstjen
kristen kristin laura lauren laurie leah leslie lillian linda lisa lois loretta lori lorraine louise lucille
lucy lydia madeleine marcia margaret maria marian marie marilyn marion marissa marjorie martha mary maureen
megan meghan melania melanie melinda melissa meredith michele michelle mildred miriam molly monica nadia nancy
naomi natalie natasha nicole nina norma olga olivia pam pamela patricia patty paula pauline peggy penny phyllis
rachel rebecca regina renee rhonda rita roberta robin rosa rose rosemary ruth sabrina sally samantha sandra sara
sarah shannon sharon sheila shelley sheri sherry shirley sofia sonia sonya sophia stacey stacy stephanie sue
susan suzanne sylvia tamara tammy tanya tara teresa theresa tiffany tina tracy ursula valerie vanessa vera
veronica vicki victoria virginia vivian wanda wendy whitney yolanda yvonne zoe malkia ava""")

FIRST_NAMES = MALE | FEMALE

MALE_TITLES = listed("mr sir lord king prince duke father fr señor congressman brother")
FEMALE_TITLES = listed("mrs ms miss madam madame lady queen princess duchess sister actress congresswoman")

TITLES = listed("""
mr mrs ms miss dr prof professor sir lord lady madam president vice-president premier chancellor minister
secretary undersecretary under-secretary ambassador envoy consul governor gov senator senators sen sens
representatives representative rep reps congressman congresswoman mayor councilman councilwoman commissioner
chairman chairwoman chairperson chair chief director administrator commander general gen lt lieutenant col
colonel maj major capt captain sgt sergeant adm admiral cpl officer sheriff detective judge justice attorney
counsel speaker leader whip spokesman spokeswoman spokesperson ceo cfo coo founder cofounder co-founder king
queen prince princess pope cardinal archbishop bishop rev reverend pastor rabbi imam father sister analyst
economist strategist pollster commentator anchor host correspondent columnist historian coach lawmaker candidate
nominee delegate del assemblyman assemblywoman treasurer comptroller marshal czar adviser advisor co-chairman
co-chair co-chairwoman deputy emperor sheikh ayatollah dean provost chairmen businessman""")

ROLE_NOUNS = listed("""
spokesman spokeswoman spokesperson spokespersons president vice-president chairman chairwoman chair chairperson
chief head director manager secretary minister premier ambassador envoy representative commissioner governor
senator congressman congresswoman lawmaker mayor judge justice attorney lawyer counsel solicitor general colonel
commander officer official leader founder co-founder owner partner executive ceo cfo economist analyst
strategist pollster commentator anchor host correspondent reporter editor columnist author writer historian
professor lecturer scholar researcher scientist fellow expert adviser advisor consultant aide operative activist
advocate organizer candidate nominee delegate member partner veteran farmer trader investor banker billionaire
businessman businesswoman entrepreneur developer engineer doctor physician surgeon nurse teacher student
resident voter supporter critic rival negotiator broker producer filmmaker actor actress singer comedian star
coach player rapper pastor priest bishop deputy boss co-chairman co-chair whip speaker treasurer trustee
principal superintendent democrat republican libertarian wife husband son daughter brother sister mother father
vice widow friend colleague man woman mogul magnate tycoon""")

ORGANIZATION_WORDS = listed("""
department ministry office bureau agency administration commission committee subcommittee council association
institute institution university college school academy party group corp corporation inc co company companies
bank fund court congress senate house times post journal news press reuters union federation club center centre
foundation organization organisation board chamber embassy consulate service services authority army navy force
forces police network alliance society technologies technology industries airlines motors partners holdings
capital international coalition caucus campaign church league team trust museum hospital media magazine tribune
herald guardian gazette today ltd limited plc llc llp systems electronics semiconductor telecom mobile bloomberg
associates securities exchange treasury pentagon kremlin fox cnn nbc abc cbs msnbc bbc npr politico breitbart
twitter facebook google youtube parliament cabinet nations assembly initiative project program programme
conference forum command laboratory laboratories labs works motor steel energy oil airways railway industry
manufacturers producers workers growers brotherhood teamsters""")

DATES = listed("""
monday tuesday wednesday thursday friday saturday sunday january february july september october november december
feb aug sept oct nov dec tues wed thurs christmas""")

# months that are given names and family names too: not at the start of a name
MONTH_NAMES = listed("march april may june august jan mar apr jun")

NOT_NAMES = listed("""
the a an this that these those it its he she they we i you his her their our my your him them me who whom whose
which what when where why how if as at by for from in into of on onto to with without and or but nor so yet
while although though because since after before until under over during between among about against not no yes
there here then than also still even just only more most much many some any all both each every other another
such once now later earlier however meanwhile moreover despite according asked read watch photo image source
sources updated related is are was were be been being has have had do does did will would can could may might
shall should must let oh well instead perhaps maybe never always often again finally first second third last
next""")

# capitalised words that start no name
NO_START = NOT_NAMES | DATES | MONTH_NAMES
