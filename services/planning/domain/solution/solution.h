// A way to answer issues, specified so that a team can start on it (Proctor's elements: actor,
// action, target, dose, timing, justification, outcome).
#pragma once

#include <algorithm>
#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "services/planning/domain/level.h"

namespace pcsp::planning {

// How far a site may change a core function (methods.md 3).
enum class Negotiable { kNever, kFormOnly, kLocal };

inline constexpr std::pair<absl::string_view, Negotiable> kNegotiableWords[] = {
    {"form_only", Negotiable::kFormOnly},
    {"never", Negotiable::kNever},
    {"local", Negotiable::kLocal},
};

// Where a solution fits, or a site lies. Bounds are those of stories/site_kind.h.
enum class SiteSetting { kUrban, kRural, kSmall, kLarge, kDeprived };

inline constexpr std::pair<absl::string_view, SiteSetting> kSiteSettingWords[] = {
    {"urban", SiteSetting::kUrban},       {"rural", SiteSetting::kRural},
    {"small", SiteSetting::kSmall},       {"large", SiteSetting::kLarge},
    {"deprived", SiteSetting::kDeprived},
};

// What makes care and support planning what it is, whatever the solution.
struct Principle {
  std::string id;
  std::string text;  // a sentence

  bool operator==(const Principle&) const = default;
};

// What a local adaptation must keep.
struct CoreFunction {
  std::string id;
  std::string text;

  bool operator==(const CoreFunction&) const = default;
};

// Where the site's freedom to change a core function ends.
struct Boundary {
  Negotiable negotiable = Negotiable::kFormOnly;
  Principle protects;  // of what is never negotiable; empty otherwise

  bool operator==(const Boundary&) const = default;
};

// Something that helps to carry a solution out.
struct Material {
  std::string title;
  std::string url;  // https

  bool operator==(const Material&) const = default;
};

// True for an https address of at most 500 characters without spaces.
bool IsLink(absl::string_view url);
inline constexpr absl::string_view kLinkRule =
    "an address that begins with https:// and has a host, at most 500 characters, no spaces";

inline constexpr double kLeastHours = 0.25;
inline constexpr double kMostHours = 500;
inline constexpr double kLeastEffect = 0.1;  // points
inline constexpr double kMostEffect = 20;
inline constexpr int kMostDurationWeeks = 52;
inline constexpr int kMostReviewWeeks = 26;
inline constexpr int kMostRepeatWeeks = 260;
inline constexpr size_t kLongestSolutionText = 1000;  // characters, without line breaks
inline constexpr double kMostCost = 1e6;              // pounds

struct Solution {
  std::string id;
  std::string title;
  std::vector<std::string> answers;  // ids of issues
  Level level = Level::kPractice;    // of the organisation that carries it out
  std::string actor;
  std::string action;
  std::string target;
  std::string dose;
  std::string timing;
  std::string justification;
  std::string expected_outcome;
  double cost = 0;         // pounds, of what has to be bought
  double hours = 0;        // of all people together, over the whole action
  int duration_weeks = 0;  // from start to due date
  int review_weeks = 0;    // from due date to review
  int repeat_weeks = 0;    // from start to start again, for what keeps things going; 0: once
  std::string owner_role;
  double effect = 0;      // expected points of the 0-100 index of a linked issue
  bool training = false;  // training and nothing else
  std::vector<std::string> prerequisites;
  std::vector<CoreFunction> core_functions;
  std::map<std::string, Boundary> boundaries;  // by core function; absent: form only
  std::vector<std::string> adaptable_forms;
  std::vector<Material> materials;
  std::vector<SiteSetting> settings;  // that it is made for; empty: everywhere
  bool local = false;  // an idea of a site or a programme, beside the shipped catalogue
  std::string source;

  // True for one that is made for `setting`, or for none in particular.
  bool Fits(SiteSetting setting) const {
    return settings.empty() || std::count(settings.begin(), settings.end(), setting) > 0;
  }
};

}  // namespace pcsp::planning
