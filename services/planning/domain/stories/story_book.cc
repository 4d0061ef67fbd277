#include "services/planning/domain/stories/story_book.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <tuple>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace pcsp::planning {
namespace {

constexpr size_t kNearest = 2;
constexpr double kOtherClinicalSystem = 1;  // as far as one standard deviation

// Later outcomes come after earlier ones.
bool Earlier(const SiteOutcome* a, const SiteOutcome* b) {
  const auto when = [](const SiteOutcome& one) {
    return std::make_tuple(one.outcome.site, one.outcome.measured.value_or(absl::CivilDay::min()),
                           one.outcome.round);
  };
  return when(*a) < when(*b);
}

std::vector<const SiteOutcome*> InOrder(const std::vector<SiteOutcome>& outcomes) {
  std::vector<const SiteOutcome*> ordered;
  for (const SiteOutcome& one : outcomes) ordered.push_back(&one);
  std::sort(ordered.begin(), ordered.end(), Earlier);
  return ordered;
}

SiteFacts FactsOf(const SiteOutcome& one) {
  return {one.outcome.site, one.whole_system, one.level, one.outcome.context, one.clinical_system};
}

// Each site once, as it was known last.
std::vector<SiteFacts> SitesOf(const std::vector<SiteOutcome>& outcomes) {
  std::vector<SiteFacts> sites;
  for (const SiteOutcome* one : InOrder(outcomes)) {
    if (!sites.empty() && sites.back().id == one->outcome.site) sites.pop_back();
    sites.push_back(FactsOf(*one));
  }
  return sites;
}

// With those that are known from what they wrote alone; by id.
std::vector<SiteFacts> WithWriters(std::vector<SiteFacts> sites,
                                   const std::vector<SiteStory>& written) {
  std::set<std::string> known;
  for (const SiteFacts& site : sites) known.insert(site.id);
  for (const SiteStory& story : written) {
    if (known.insert(story.organisation).second) sites.push_back(FactsOf(story));
  }
  std::sort(sites.begin(), sites.end(),
            [](const SiteFacts& a, const SiteFacts& b) { return a.id < b.id; });
  return sites;
}

std::vector<SiteContext> ContextsOf(const std::vector<SiteFacts>& sites) {
  std::vector<SiteContext> contexts;
  for (const SiteFacts& site : sites) contexts.push_back(site.context);
  return contexts;
}

absl::string_view ResultInWords(Story result) {
  switch (result) {
    case Story::kHelped:
      return "the issue got better";
    case Story::kUnclear:
      return "whether the issue got better cannot be told";
    case Story::kPersisted:
      return "the issue persisted";
  }
  return "";
}

}  // namespace

std::string ToldStory::Sentence() const {
  std::string text = teller;
  if (organisation.empty()) text[0] = absl::ascii_toupper(static_cast<unsigned char>(text[0]));
  if (!likeness.empty()) absl::StrAppend(&text, ", ", absl::StrJoin(likeness, ", "), ",");
  return absl::StrCat(text, " tried it: ", ResultInWords(result), ".");
}

class StoryBook::Nearest {
 public:
  Nearest(const StoryBook& book, const SiteFacts& listener)
      : book_(book),
        listener_(listener),
        clinical_system_(absl::AsciiStrToLower(listener.clinical_system)),
        place_(book.likeness_.PlaceOf(listener.context)),
        heard_(book.tellers_.size()) {}

  void Add(const std::string& issue, const Entry& entry) {
    const Teller& teller = book_.tellers_[entry.teller];
    if (heard_[entry.teller] || !MayTell(teller, entry)) return;
    heard_[entry.teller] = true;
    const Near near = {DistanceOf(teller), &issue, &entry};
    Keep(near, kNearest, nearest_);
    if (entry.result == Story::kPersisted) Keep(near, 1, failure_);
  }

  // With the nearest failure at the end unless one is there already.
  std::vector<Near> Take() && {
    const bool failed = std::any_of(nearest_.begin(), nearest_.end(), [](const Near& near) {
      return near.entry->result == Story::kPersisted;
    });
    if (!failed) nearest_.insert(nearest_.end(), failure_.begin(), failure_.end());
    return std::move(nearest_);
  }

 private:
  bool MayTell(const Teller& teller, const Entry& entry) const {
    if (teller.facts.id == listener_.id || teller.facts.level != listener_.level) return false;
    return entry.sharing == Sharing::kNamed ||
           (entry.sharing == Sharing::kAnonymous && teller.sayable.has_value());
  }
  double DistanceOf(const Teller& teller) const {
    const bool other = !teller.clinical_system.empty() && !clinical_system_.empty() &&
                       teller.clinical_system != clinical_system_;
    return std::sqrt(Distance2(place_, teller.place)) + (other ? kOtherClinicalSystem : 0);
  }
  static void Keep(const Near& near, size_t most, std::vector<Near>& kept) {
    const auto nearer = [](const Near& a, const Near& b) {
      return std::tie(a.distance, a.entry->teller) < std::tie(b.distance, b.entry->teller);
    };
    if (kept.size() == most && !nearer(near, kept.back())) return;
    kept.insert(std::upper_bound(kept.begin(), kept.end(), near, nearer), near);
    if (kept.size() > most) kept.pop_back();
  }

  const StoryBook& book_;
  const SiteFacts& listener_;
  const std::string clinical_system_;
  const Likeness::Place place_;
  std::vector<bool> heard_;  // by teller
  std::vector<Near> nearest_, failure_;
};

StoryBook::StoryBook(const std::vector<SiteOutcome>& outcomes,
                     const std::vector<SiteStory>& written)
    : StoryBook(outcomes, SitesOf(outcomes), WithWriters(SitesOf(outcomes), written)) {}

StoryBook::StoryBook(const std::vector<SiteOutcome>& outcomes, const std::vector<SiteFacts>& known,
                     std::vector<SiteFacts> sites)
    : likeness_(ContextsOf(known)), kinds_(sites) {
  for (SiteFacts& site : sites) {
    Teller& teller = tellers_.emplace_back();
    teller.place = likeness_.PlaceOf(site.context);
    teller.clinical_system = absl::AsciiStrToLower(site.clinical_system);
    teller.sayable = kinds_.Sayable(site.id);
    teller.facts = std::move(site);
  }
  size_t teller = 0;
  for (const SiteOutcome* one : InOrder(outcomes)) {
    while (tellers_[teller].facts.id != one->outcome.site) ++teller;
    for (const Treatment& treatment : one->outcome.adopted) {
      std::vector<Entry>& of = entries_[{one->outcome.issue, treatment}];
      if (!of.empty() && of.back().teller == teller) of.pop_back();
      of.push_back({teller, one->sharing, StoryOf(one->outcome), one->display_name});
    }
  }
}

const StoryBook::Teller* StoryBook::Find(const std::string& site) const {
  const auto found = std::lower_bound(
      tellers_.begin(), tellers_.end(), site,
      [](const Teller& teller, const std::string& id) { return teller.facts.id < id; });
  return found != tellers_.end() && found->facts.id == site ? &*found : nullptr;
}

ToldBy StoryBook::Described(const Teller& teller, Sharing sharing, const std::string& name,
                            const SiteFacts& listener) const {
  const SiteFacts& facts = teller.facts;
  const SiteKind own = kinds_.Full(listener);
  if (sharing == Sharing::kNamed) {
    return {name.empty() ? facts.id : name, facts.id, LikenessInWords(kinds_.Full(facts), own)};
  }
  const SiteKind kind = teller.sayable.value_or(SiteKind());
  const bool elsewhere = !facts.whole_system.empty() && facts.whole_system != listener.whole_system;
  return {
      absl::StrCat(KindInWords(kind, own),
                   elsewhere && kinds_.MaySayElsewhere(kind, listener) ? " in another system" : ""),
      "", LikenessInWords(kind, own)};
}

ToldStory StoryBook::Told(const Near& near, const SiteFacts& listener) const {
  ToldBy by =
      Described(tellers_[near.entry->teller], near.entry->sharing, near.entry->name, listener);
  return {std::move(by.teller), std::move(by.organisation), *near.issue, std::move(by.likeness),
          near.entry->result};
}

std::optional<ToldBy> StoryBook::TellerOf(const SiteStory& story,
                                          const std::string& listener) const {
  const Teller* listens = Find(listener);
  // Of a site that is not known no more than the level can be compared.
  return TellerOf(
      story, listens != nullptr ? listens->facts : SiteFacts{.id = listener, .level = story.level});
}

std::optional<ToldBy> StoryBook::TellerOf(const SiteStory& story, const SiteFacts& listener) const {
  const Teller* teller = Find(story.organisation);
  if (teller == nullptr || story.organisation == listener.id) return std::nullopt;
  if (story.sharing != Sharing::kNamed && !teller->sayable) return std::nullopt;
  return Described(*teller, story.sharing, story.display_name, listener);
}

std::vector<ToldStory> StoryBook::Tell(absl::Span<const std::string> issues,
                                       const Treatment& treatment,
                                       const SiteFacts& listener) const {
  Nearest nearest(*this, listener);
  for (const std::string& issue : issues) {
    const auto of = entries_.find({issue, treatment});
    if (of == entries_.end()) continue;
    for (const Entry& entry : of->second) nearest.Add(issue, entry);
  }
  std::vector<ToldStory> told;
  for (const Near& near : std::move(nearest).Take()) told.push_back(Told(near, listener));
  return told;
}

}  // namespace pcsp::planning
