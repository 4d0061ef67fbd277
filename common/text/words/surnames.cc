#include "common/text/words/surnames.h"

#include <string>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"

namespace pcsp::text {
namespace {

// Without those that are words or places as well (brown, young, holland): at the beginning of a
// sentence nobody could tell them apart.
constexpr absl::string_view kList =
    "abbott adams adamson adeyemi agarwal aggarwal ahmad ahmed akhtar akram ali allen anderson "
    "andrews ansari arnold ashton asif aslam atkins atkinson austin aziz bailey banerjee barker "
    "barnes barnett barrett barton bashir bates begum bennett benson bentley bhatt bibi "
    "blackburn blake bowen boyd bradley bradshaw brady brennan briggs brooks bryan bryant "
    "buckley burgess burke burton byrne campbell carey carlson carr carroll carson carter "
    "cavendish chan chandler chapman chatterjee chaudhary chaudhry chauhan chen cheung "
    "choudhury chowdhury clark clarke clements cohen coleman collins connolly conway cooke "
    "coulson cox craig crawford cunningham curtis dalton daly darcy das davey davidson davies "
    "davis davison dawson desai dhillon dixon doherty dosanjh douglas doyle duffy dunn dyer "
    "eccles edwards elliott ellis emery evans farooq farrell ferguson fernandez finch fisher "
    "fitzgerald fleming fletcher flynn foley forbes forsyth fowler fraser freeman gallagher "
    "garcia gardiner gardner garner gibbons gibbs gibson gilbert giles goddard goodwin gould "
    "graham greenwood gregory griffin griffiths gupta hammond hancock hanson harding hargreaves "
    "harper harris harrison hartley harvey hassan hawkins hayes haynes henderson herbert hewitt "
    "hicks higgins hobbs hodgson holloway holmes hopkins horton houghton howarth howe howell "
    "hudson hughes humphreys humphries hussain hutchinson hyde ingram iqbal iyer jackson jacobs "
    "jarvis jeffery jenkins jennings jha johal johnson johnston johnstone jones joshi kapoor "
    "kaur kavanagh kelly kemp kennedy kerr khan khatun kirby kowalska kowalski kumar lambert "
    "larson lawson leach lewandowski lloyd lowe lynch macdonald mahmood malik manning marsden "
    "marshall martinez matthews maxwell mccarthy mcdonald mckenzie mehta mellor metcalfe mirza "
    "mistry mitchell mohamed montgomery morgan morris morrison morton mukherjee murphy murray "
    "myers nair nash naylor nelson newman newton nguyen nicholls nicholson nolan norris norton "
    "novak nowak obrien oconnell oconnor odonnell okafor okeke okonkwo oneill oreilly osullivan "
    "owens oxley parker parkinson parrish parry parsons patel patterson payne pearce pearson "
    "percy perera perkins perry peters phillips pickering pillai poole popescu powell preston "
    "pritchard quinn rahman ramsey rana rao rashid reddy reid reynolds rhodes richards "
    "richardson riley roberts robertson robinson robson rodriguez rogers rossi rowe rowley "
    "russell ryan sanders sanderson sandhu saunders schmidt schofield schultz sehgal sengupta "
    "shah shaikh sharma shaw shelton sheppard sidhu simmons simpson sims sinclair singh sinha "
    "skinner slater smith smyth stephens stephenson stevens stevenson stewart stokes sullivan "
    "sutherland sutton sykes tate taylor thompson thomson thornton townsend tucker turnbull "
    "turner ullah vaughan verma walker wallace wallis walsh walton wang warburton watkins "
    "watson watts webb webster weston wheeler whitaker whitehead whitehouse whittaker wilkins "
    "wilkinson williams williamson willis wilson wong woodward wright wu wyatt yadav yang yates "
    "zaman zhang";

}  // namespace

bool IsSurname(absl::string_view plain) {
  static const auto* const list =
      new absl::flat_hash_set<absl::string_view>(absl::StrSplit(kList, ' '));
  return list->contains(plain);
}

bool HasFormOfSurname(absl::string_view word) {
  const std::string straight = absl::StrReplaceAll(word, {{"\xE2\x80\x99", "'"}});
  const auto capital_at = [&](size_t i) {
    return i < straight.size() && absl::ascii_isupper(straight[i]);
  };
  if (absl::StartsWithIgnoreCase(straight, "o'")) {
    return straight.size() > 4 && !absl::StartsWithIgnoreCase(straight, "o'clock");
  }
  const bool mac = (absl::StartsWith(straight, "Mc") && capital_at(2)) ||
                   (absl::StartsWith(straight, "Mac") && capital_at(3));
  return (mac || (absl::StartsWith(straight, "Fitz") && capital_at(4))) && straight.size() > 4;
}

}  // namespace pcsp::text
