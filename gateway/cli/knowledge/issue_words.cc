#include "gateway/cli/knowledge/issue_words.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "common/base/error.h"
#include "gateway/cli/output.h"

namespace pcsp::cli {
namespace {

using diagnosis::v1::Indicator;
using diagnosis::v1::Issue;
using diagnosis::v1::KnowledgeBase;
using diagnosis::v1::Link;
using diagnosis::v1::Signal;

template <typename List>
auto Find(const List& list, const std::string& id) -> decltype(&*list.begin()) {
  const auto found =
      std::find_if(list.begin(), list.end(), [&](const auto& one) { return one.id() == id; });
  return found == list.end() ? nullptr : &*found;
}

// "sometimes (0.30)", or the number alone.
std::string Judged(const std::string& word, double number) {
  return word.empty() ? Fixed(number, 2) : absl::StrCat(word, " (", Fixed(number, 2), ")");
}

std::string Grounds(const Link& link) {
  const bool said = !link.source().empty() || !link.author().empty();
  return absl::StrCat(Judged(link.word(), link.strength()), ". ", link.rationale(),
                      said ? absl::StrCat(" [", link.source(), "; ", link.author(), "]") : "");
}

std::string Settles(const KnowledgeBase& kb, const Issue& issue) {
  const Indicator* indicator = Find(kb.indicators(), issue.settled_by());
  if (indicator == nullptr) return "";
  std::string answers = absl::StrJoin(
      indicator->categories(), ", ",
      [](std::string* out, const auto& category) { out->append(Word(category.code(), "")); });
  return absl::StrCat("\nTo settle it, ask: ", indicator->question(), "\n  ",
                      Fixed(indicator->ask_minutes(), 1), " minutes; ", answers, "\n");
}

std::string Causes(const KnowledgeBase& kb, const Issue& issue) {
  if (issue.parents().empty()) return "";
  std::string text = "\nIt may come from\n";
  for (const Link& link : issue.parents()) {
    const Issue* parent = Find(kb.issues(), link.issue());
    absl::StrAppend(&text, "  ", parent == nullptr ? link.issue() : parent->title(), " (",
                    parent == nullptr ? "" : Word(type::v1::Level_Name(parent->level()), "LEVEL_"),
                    "): ", Grounds(link), "\n");
  }
  return text;
}

// What one answer weighs, and why the two belong together.
std::string Signals(const KnowledgeBase& kb, const Issue& issue,
                    const google::protobuf::RepeatedPtrField<Signal>& signals, bool why) {
  std::string text;
  for (const Signal& signal : signals) {
    const Indicator* indicator = Find(kb.indicators(), signal.indicator());
    if (indicator == nullptr) continue;
    absl::StrAppendFormat(&text, "  %+5.1f  %s: %s\n", signal.decibans(), indicator->title(),
                          Word(signal.answer(), ""));
    const auto link = std::find_if(indicator->links().begin(), indicator->links().end(),
                                   [&](const Link& one) { return one.issue() == issue.id(); });
    if (why && link != indicator->links().end())
      absl::StrAppend(&text, "         ", Grounds(*link), "\n");
  }
  return text;
}

}  // namespace

absl::StatusOr<std::string> IssueInWords(const KnowledgeBase& kb, const std::string& id) {
  const Issue* issue = Find(kb.issues(), id);
  if (issue == nullptr) {
    return InvalidField("issue", id, absl::StrCat("the id of an issue of ", kb.name()));
  }
  return absl::StrCat(
      issue->title(), " (", issue->id(), ")\n",
      Word(type::v1::Level_Name(issue->level()), "LEVEL_"), ", ",
      Word(type::v1::Construct_Name(issue->construct()), "CONSTRUCT_"), "; importance ",
      Fixed(issue->importance(), 1), " of 1; how common where nothing above causes it: ",
      Judged(issue->prior_word(), issue->prior()), "\n\n", issue->explanation(),
      "\nWhat good looks like: ", issue->good_looks_like(), "\n", Settles(kb, *issue),
      Causes(kb, *issue), "\nWhat speaks for it, in decibans of one answer\n",
      Signals(kb, *issue, issue->speak_for(), true), "\nWhat speaks against it\n",
      Signals(kb, *issue, issue->speak_against(), false),
      "\nSolutions, best first: ", absl::StrJoin(issue->solutions(), ", "), "\n");
}

}  // namespace pcsp::cli
