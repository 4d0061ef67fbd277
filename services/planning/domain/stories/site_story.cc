#include "services/planning/domain/stories/site_story.h"

#include <algorithm>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "common/text/utf8.h"
#include "common/text/words/screening.h"

namespace pcsp::planning {
namespace {

constexpr size_t kLongestName = 200;
constexpr absl::string_view kSite = "[site]";

bool IsOneLine(absl::string_view text) {
  return std::none_of(text.begin(), text.end(), [](char c) { return absl::ascii_iscntrl(c); });
}

bool IsPartOfWord(absl::string_view text, size_t at) {
  return at < text.size() && absl::ascii_isalnum(static_cast<unsigned char>(text[at]));
}

// How many times `name` stood in `words`, in whatever case and as words of its own, before it was
// taken out.
int TakeOut(absl::string_view name, std::string& words) {
  if (name.empty()) return 0;
  const std::string sought = absl::AsciiStrToLower(name), plain = absl::AsciiStrToLower(words);
  std::string kept;
  int taken = 0;
  size_t from = 0;
  for (size_t at = plain.find(sought); at != std::string::npos; at = plain.find(sought, at + 1)) {
    const size_t end = at + sought.size();
    const bool inside = (at > 0 && IsPartOfWord(plain, at - 1)) || IsPartOfWord(plain, end);
    if (inside || at < from) continue;
    absl::StrAppend(&kept, absl::string_view(words).substr(from, at - from), kSite);
    from = end;
    ++taken;
  }
  words = absl::StrCat(kept, absl::string_view(words).substr(from));
  return taken;
}

// The name, and its beginnings of two words at least: people leave "Surgery" out.
std::vector<std::string> NamesOf(const SiteStory& story) {
  std::vector<std::string> names;
  std::vector<std::string> parts = absl::StrSplit(story.display_name, ' ', absl::SkipWhitespace());
  if (parts.size() == 1) names.push_back(parts[0]);
  for (; parts.size() > 1; parts.pop_back()) names.push_back(absl::StrJoin(parts, " "));
  names.push_back(story.organisation);
  return names;
}

}  // namespace

SiteFacts FactsOf(const SiteStory& story) {
  SiteFacts facts;
  facts.id = story.organisation;
  facts.level = story.level;
  return facts;
}

void CheckStory(const SiteStory& story, const Solution& solution, Violations& violations) {
  const auto& answers = solution.answers;
  if (std::count(answers.begin(), answers.end(), story.issue) == 0) {
    violations.Add("story.issue", story.issue,
                   absl::StrCat("an issue that it answers: ", absl::StrJoin(answers, ", ")));
  }
  if (story.did.empty()) violations.Add("story.did", "", "what you did");
  if (story.happened.empty()) violations.Add("story.happened", "", "what happened");
  if (story.sharing == Sharing::kWithheld) {
    violations.Add("story.sharing", "SHARING_WITHHELD",
                   "SHARING_ANONYMOUS or SHARING_NAMED: what is written here is told");
  }
  if (story.display_name.empty() || text::CharactersIn(story.display_name) > kLongestName ||
      !IsOneLine(story.display_name)) {
    violations.Add("story.display_name", story.display_name,
                   absl::StrCat("1 to ", kLongestName, " characters on one line"));
  }
}

int ScreenWords(SiteStory& story, Violations& violations) {
  int taken = 0;
  const std::pair<const char*, std::string*> texts[] = {{"story.did", &story.did},
                                                        {"story.happened", &story.happened},
                                                        {"story.differently", &story.differently}};
  for (const auto& [field, words] : texts) {
    // What is too long to be kept is not searched.
    const bool anonymous = story.sharing != Sharing::kNamed && words->size() <= text::kLongestWords;
    if (anonymous) {
      for (const std::string& name : NamesOf(story)) taken += TakeOut(name, *words);
    }
    taken += text::Screen(*words).redactions;
    *words = text::FitWords(field, *words, violations);
  }
  return taken;
}

}  // namespace pcsp::planning
