// What sites that tried a solution may tell: places like yours first, failures among them.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/types/span.h"
#include "services/planning/domain/effect/scale.h"
#include "services/planning/domain/library/records.h"
#include "services/planning/domain/stories/known_kinds.h"
#include "services/planning/domain/stories/site_story.h"

namespace pcsp::planning {

// A story in the form in which it may be told.
struct ToldStory {
  std::string teller;        // "a practice of similar size in another system", or a name
  std::string organisation;  // its id; empty unless it agreed to be named
  std::string issue;
  std::vector<std::string> likeness;  // a phrase each (LikenessInWords)
  Story result = Story::kUnclear;

  // "A practice of similar size in another system, rural as well, tried it: the issue persisted."
  std::string Sentence() const;
};

// Who tells something, as far as it may be told.
struct ToldBy {
  std::string teller;                 // as in ToldStory
  std::string organisation;           // its id; empty unless it agreed to be named
  std::vector<std::string> likeness;  // a phrase each
};

// Immutable, and so thread-safe.
class StoryBook {
 public:
  // Of a site that tried the same twice, the latest round counts; what is known of a site is what
  // was known last. Of a site that is in `written` alone its level is known.
  explicit StoryBook(const std::vector<SiteOutcome>& outcomes,
                     const std::vector<SiteStory>& written = {});

  // The two nearest to `listener` that tried it on one of the issues and may be told of, and, when
  // it persisted at neither, the nearest where it did. A site is told of once, with the first of
  // the issues; the listener itself, sites of other levels and sites that withhold their stories
  // are left out. Equals by id.
  std::vector<ToldStory> Tell(absl::Span<const std::string> issues, const Treatment& treatment,
                              const SiteFacts& listener) const;

  // How the site that wrote `story`, one of `written`, is spoken of to the site `listener`, which
  // may be empty; nothing when it must not be spoken of.
  std::optional<ToldBy> TellerOf(const SiteStory& story, const std::string& listener) const;
  // To a site of which the asker knows more than its name.
  std::optional<ToldBy> TellerOf(const SiteStory& story, const SiteFacts& listener) const;

 private:
  struct Teller {
    SiteFacts facts;
    Likeness::Place place{};
    std::string clinical_system;      // in lower case
    std::optional<SiteKind> sayable;  // without its name
  };
  struct Entry {
    size_t teller = 0;  // of tellers_
    Sharing sharing = Sharing::kAnonymous;
    Story result = Story::kUnclear;
    std::string name;  // what people call the site, where it agreed that this is told
  };
  struct Near {
    double distance = 0;
    const std::string* issue = nullptr;
    const Entry* entry = nullptr;
  };
  // The stories of one question, the nearest kept.
  class Nearest;

  StoryBook(const std::vector<SiteOutcome>& outcomes, const std::vector<SiteFacts>& known,
            std::vector<SiteFacts> sites);
  const Teller* Find(const std::string& site) const;
  ToldBy Described(const Teller& teller, Sharing sharing, const std::string& name,
                   const SiteFacts& listener) const;
  ToldStory Told(const Near& near, const SiteFacts& listener) const;

  Likeness likeness_;
  KnownKinds kinds_;
  std::vector<Teller> tellers_;  // by id
  std::map<std::pair<std::string, Treatment>, std::vector<Entry>> entries_;
};

}  // namespace pcsp::planning
