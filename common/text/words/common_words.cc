#include "common/text/words/common_words.h"

#include <algorithm>
#include <iterator>
#include <string>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

namespace pcsp::text {
namespace {

// What sentences begin with, and what follows a name: small words, verbs without a regular ending,
// nouns of practices and their work.
constexpr absl::string_view kList =
    "a able about above absence access act action ad add admin administrator advice after again "
    "age ago air all almost alone along already also although always among an analysis and "
    "anger angry annual another answer any anybody anyone anything anyway apart app apprentice "
    "are area around as aside ask asks asthma at ate attitude audit autumn away awful baby back "
    "bad balance bank barrier basis be became because become bed been before began begin "
    "behaviour behind being below benefit best better between big bigger bill bit blame blood "
    "board body book boss both bought break briefly bring broke brought budget bullet "
    "bureaucracy burnout bus business but buy by call calm came can cancer cannot cant capacity "
    "car care carer case cash cause census centre chain chair challenge chance change chaos "
    "chart chat cheap cheaper check chief child children choice chose christmas chronic civil "
    "clarity class clear clearer clearly clerk clinic clinical close closer coach code cold "
    "colleague come common community computer concern conflict consensus consent consultant "
    "contact contract control cost could couldnt council counsellor couple course cover covid "
    "crisis culture current cut dad daily data date daughter day days deal death debt decided "
    "deep delay demand dementia desk despite detail diabetes diary did didnt diet dietitian "
    "difference different difficult direct director disease dispenser district do doctor "
    "document does doesnt dog done dont door doubt down drew drink drive drove drug due during "
    "duty each early easier easily easy eat effort eight eighty either else email emergency end "
    "energy english enough environment equal equip error even evening event ever every "
    "everybody everyone everything everywhere evidence exact exam example excel except exercise "
    "expert extra face facilitator fact fair faith fall family far fast faster father fault fax "
    "fear feedback feel feels fell felt few fewer fifty file final finally finance find fine "
    "finish firm first fit five flow focus follow food for forget forgot form forms forty "
    "forward found four frailty free fresh friend from front full fun fund further future gap "
    "gave gear general get gets give given gives glad go goal goals god goes gone good got "
    "government gp grace gradually grant great greater grew ground group grow guess guide guilt "
    "had hadnt half hand handover happier happy hard harder hardly harm has hasnt have havent "
    "having he head health hear heard heart held hell help helps hence her here hers herself hi "
    "high higher him himself his hold home honest honestly hope hospital host hour hours house "
    "how however huge hundred hurt husband i icb id idea if ill illness impact in income indeed "
    "industry inevitably input inside instead intent interest internet into is isnt issue it "
    "its itself ive job join joint judge just keen keep keeps kept key kid kind kit knew know "
    "known knows lack language laptop large last late lately later law lay lead leader leaflet "
    "least leave leaves led left legal less let lets letter level liaison life light like "
    "likely line list little live load loan local locum log long longer look loose lose loss "
    "lost lot love low lower luck lunch machine made mail main make makes male man management "
    "manager many maps mark market mate material may maybe me meal mean means meant meanwhile "
    "measure media medicine meet mend mental mentor mess met method midwife might mind mine "
    "minor minute mist module moment money month monthly moon morale more morning most mother "
    "mouth move much multi mum must my myself name near nearly need needs neither network never "
    "new news next nhs nice night nine no nobody noise none nor normal north not note nothing "
    "now nowhere number nurse obviously odd of off offer office often oh ok okay old older on "
    "once one ones online only onto open opinion option or order other others otherwise ought "
    "our ours ourselves out outcome over overall own pace page paid pain pairs panic paper "
    "paperwork paramedic parent parking part partly partner party past patience patient pause "
    "pay pcn people per perhaps period person pharmacist pharmacy phone phoned physio picture "
    "pilot place plain plan plus point policy poor population post practice practitioner "
    "presence present pressure pretty price pride primary print printer prior private pro "
    "probably problem process product profile program programme progress project proof proper "
    "protocol proud public purpose push put quality quarter question queue quick quicker "
    "quickly quiet quite ran rang rapid rarely rate rather ratio re reach read real really "
    "reason recall recent recently receptionist record red referral regarding register regular "
    "relief rent repeat report request research resource respect rest result retired return "
    "review reward right risk role room rota rough round routine rude rule run runs rural rush "
    "sad safe safer safety said sale same sat save saw say saying says scale scared scheme "
    "school science scope score screen script season seat second secondary secretary see seems "
    "seen seldom self send senior sense sent series serious server service session set seven "
    "several severe shame share she shift shop short shorter should shouldnt show showed shows "
    "shut sick side sign silly similar simple simpler simply since single sister site six size "
    "skill sleep slow slower slowly small smaller smart smoke so social society software sole "
    "some somebody somehow someone something sometimes somewhere son soon sorry sort sought "
    "source south space spare speak special speed spend spent spite spoke sport spread spring "
    "staff stage start state status stay step still stock stood stop store story straight "
    "strange stress strike strong stronger student study stuff style subject success such "
    "sudden summary summer sun super supply support sure surgery survey sustained swap system "
    "table take taken takes talk target task taught tea team tech technology tell template ten "
    "tend term test text than thank thanks that thats the their theirs them themselves then "
    "theory there these they thing think thirty this those though thought thousand three threw "
    "through throughout thus tick ticket tight till time times tired to today together told "
    "tomorrow tone tonight too took tool top total touch tough toward towards town track trade "
    "train trainee trainer transport treat trend trial tried trouble true trust truth try turn "
    "turnover twelve twenty twice two type under unit unless unlike until unwell up update upon "
    "upset urgent us use useful user usual usually vague value very video view virus visit "
    "voice volume volunteer wage wait waits walk wall want wants war ward warm warn was wasnt "
    "waste watch water way we weak weaker web website week weekly weight well went were werent "
    "west what whatever when whenever where whereas wherever whether which while who whoever "
    "whole whom whose why wide wife wifi will win winter wish with within without woke woman "
    "women wonder wont word wore work worker workload workshop world worry worse worst worth "
    "would wouldnt write wrong wrote yeah year yearly yes yesterday yet you young younger your "
    "yours yourself youth zero";

// Endings that make words; a name that has one is left to the list of surnames.
constexpr absl::string_view kEndings[] = {
    "ing",  "ion",   "ment", "ness", "ship", "ity",  "ance", "ence", "ism",  "ware", "work", "time",
    "ally", "fully", "less", "able", "ible", "ous",  "ive",  "ics",  "logy", "tic",  "ical", "ency",
    "ancy", "etry",  "omy",  "apy",  "ery",  "racy", "ised", "ated", "ural", "ional"};

const absl::flat_hash_set<absl::string_view>& List() {
  static const auto* const list =
      new absl::flat_hash_set<absl::string_view>(absl::StrSplit(kList, ' '));
  return *list;
}

}  // namespace

bool IsCommonWord(absl::string_view plain) {
  if (List().contains(plain)) return true;
  const absl::string_view one = absl::StripSuffix(plain, "s");
  const bool plural = one.size() < plain.size() && one.size() > 2;
  if (plural && List().contains(one)) return true;
  return std::any_of(std::begin(kEndings), std::end(kEndings), [&](absl::string_view ending) {
    return one.size() >= ending.size() + 2 &&
           (absl::EndsWith(one, ending) || absl::EndsWith(plain, ending));
  });
}

}  // namespace pcsp::text
