// Resource names of this service and of the organisations that it refers to.
#pragma once

#include <optional>
#include <string>

#include "absl/strings/string_view.h"

namespace pcsp::assessments {

// `programmes/{programme}/waves/{wave}`, in parts.
struct WaveName {
  std::string programme;
  std::string wave;
  std::string ToString() const;
  bool operator==(const WaveName&) const = default;
};

// `programmes/{programme}/organisations/{organisation}`, in parts.
struct OrganisationName {
  std::string programme;
  std::string organisation;
  std::string ToString() const;
  bool operator==(const OrganisationName&) const = default;
};

// `programmes/{programme}/waves/{wave}/siteResults/{organisation}`, in parts.
struct SiteResultsName {
  WaveName wave;
  std::string organisation;
  std::string ToString() const;
};

// Nothing unless the text has the form and every id keeps kResourceIdRule.
std::optional<std::string> ParseProgrammeName(absl::string_view text);
std::optional<WaveName> ParseWaveName(absl::string_view text);
std::optional<OrganisationName> ParseOrganisationName(absl::string_view text);
std::optional<SiteResultsName> ParseSiteResultsName(absl::string_view text);

inline constexpr absl::string_view kProgrammeNameRule = "programmes/{programme}";
inline constexpr absl::string_view kWaveNameRule = "programmes/{programme}/waves/{wave}";
inline constexpr absl::string_view kOrganisationNameRule =
    "programmes/{programme}/organisations/{organisation}";
inline constexpr absl::string_view kSiteResultsNameRule =
    "programmes/{programme}/waves/{wave}/siteResults/{organisation}";

}  // namespace pcsp::assessments
