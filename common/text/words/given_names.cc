#include "common/text/words/given_names.h"

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_split.h"

namespace pcsp::text {
namespace {

constexpr absl::string_view kList =
    "aaron abdul abigail adam adrian agnes ahmed aisha alan alex alexander alexandra alice "
    "alison amanda amelia amina amir amit amy andrea andrew angela anita anna anne anthony "
    "anwar arjun arthur asha audrey barbara ben benjamin bernadette beth bethany brenda brian "
    "bridget bronwen bryn callum cameron carl carol caroline catherine catrin charles charlotte "
    "cheryl chloe chris christina christine christopher ciara claire clare colin connor craig "
    "cynthia daisy daniel danielle darren david dawn deborah debbie deepa denise dennis derek "
    "diana diane donald donna dorothy douglas duncan dylan edward eileen elaine eleanor "
    "elizabeth ellen ellie emily emma eric erin esther eva evelyn farah fatima fiona frances "
    "francis frederick gareth gary gavin gemma geoffrey george georgia geraldine gillian gloria "
    "gordon graham gurpreet gwen hamza hannah harold harpreet harriet harry hassan hazel "
    "heather helen henry hilary howard huda hugh hussain ian ibrahim imran irene isaac isabella "
    "isla ivan jacob jacqueline jake jamal james jamie jane janet janice jason jayne jeffrey "
    "jennifer jenny jeremy jessica jill joan joanna joanne john jonathan joseph josephine "
    "joshua joyce judith julia julian julie karen katarzyna kate katherine kathleen kathryn "
    "katie keith kelly kenneth kerry kevin khadija kim kirsty kyle lakshmi laura lauren lee "
    "leon leonard lesley leslie lewis liam linda lisa lorraine louise lucy luke lynn malcolm "
    "manjit margaret maria marian marie marilyn marion martin mary maryam matthew maureen megan "
    "meera melanie melissa michael michelle miriam mohammad mohammed moira molly monica "
    "muhammad nadia naomi natalie natasha nathan neil niamh nicholas nicola nigel nina nora "
    "norma norman oliver olivia omar oscar owen pamela patricia patrick paul paula pauline "
    "peter philip philippa phoebe phyllis piotr priya rachel raj rajesh ralph ravi raymond "
    "rebecca rhian rhys richard rita robert robin roger ronald rosemary roy ruth ryan sally "
    "salma samantha samuel sandra sanjay sara sarah saskia sean shabana shan sharon sheila "
    "shirley shreya sian simon siobhan sonia sophia sophie stacey stanley stephanie stephen "
    "steven stuart sunita susan suzanne sylvia tariq tanya teresa terence theresa thomas "
    "timothy tina tomasz tracey tracy trevor usha valerie vanessa vera veronica victoria vijay "
    "vincent vivien walter wayne wendy william yasmin yusuf yvonne zahra zainab zara zoe";

}  // namespace

bool IsGivenName(absl::string_view plain) {
  static const auto* const list =
      new absl::flat_hash_set<absl::string_view>(absl::StrSplit(kList, ' '));
  return list->contains(plain);
}

}  // namespace pcsp::text
