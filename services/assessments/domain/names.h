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

// `programmes/{programme}/measures/{measure}`, in parts.
struct MeasureName {
  std::string programme;
  std::string measure;
  std::string ToString() const;
  bool operator==(const MeasureName&) const = default;
};

// `programmes/{programme}/organisations/{organisation}/observations/{observation}`, in parts.
struct ObservationName {
  OrganisationName organisation;
  std::string observation;
  std::string ToString() const;
  bool operator==(const ObservationName&) const = default;
};

// Nothing unless the text has the form and every id keeps kResourceIdRule.
std::optional<MeasureName> ParseMeasureName(absl::string_view text);
std::optional<ObservationName> ParseObservationName(absl::string_view text);
bool IsAppointmentName(absl::string_view programme, absl::string_view text);
inline constexpr absl::string_view kMeasureNameRule = "programmes/{programme}/measures/{measure}";
inline constexpr absl::string_view kObservationNameRule =
    "programmes/{programme}/organisations/{organisation}/observations/{observation}";
// `instruments/{instrument}/versions/{version}` of what is built in, or the same below
// `programmes/{programme}`, in parts.
struct InstrumentName {
  std::string programme;  // "" for what is built in
  std::string instrument;
  int version = 0;
  std::string ToString() const;
  bool operator==(const InstrumentName&) const = default;
};
std::optional<InstrumentName> ParseInstrumentName(absl::string_view text);
inline constexpr absl::string_view kInstrumentNameRule =
    "instruments/{instrument}/versions/{version}, or the same below programmes/{programme}";
inline constexpr absl::string_view kOwnInstrumentNameRule =
    "programmes/{programme}/instruments/{instrument}/versions/{version}";

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
