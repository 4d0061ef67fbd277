// Resource names that diagnosis uses: taken apart and put together.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"

namespace pcsp::diagnosis {

// programmes/{programme}/organisations/{organisation}. In a list's parent the organisation may be
// "-", which stands for all of the programme.
struct OrganisationName {
  std::string programme;
  std::string organisation;

  std::string Text() const;
  bool all() const { return organisation == "-"; }
  bool operator==(const OrganisationName&) const = default;
};

// programmes/{programme}/waves/{wave}
struct WaveName {
  std::string programme;
  std::string wave;

  std::string Text() const;
};

// {organisation}/diagnoses/{diagnosis}
struct DiagnosisName {
  OrganisationName organisation;
  std::string diagnosis;

  std::string Text() const;
  bool operator==(const DiagnosisName&) const = default;
};

// {diagnosis}/reviews/{review}
struct ReviewName {
  DiagnosisName diagnosis;
  std::string review;

  std::string Text() const;
  bool operator==(const ReviewName&) const = default;
};

// Nothing for a name of another shape or with an id that is not allowed.
std::optional<OrganisationName> ParseOrganisation(absl::string_view name);
std::optional<OrganisationName> ParseOrganisationOrAll(absl::string_view name);
std::optional<WaveName> ParseWave(absl::string_view name);
std::optional<DiagnosisName> ParseDiagnosis(absl::string_view name);
// In a list's parent, `-` stands for all: of the diagnosis alone or of the organisation too.
std::optional<DiagnosisName> ParseDiagnosisOrAll(absl::string_view name);
std::optional<ReviewName> ParseReview(absl::string_view name);
std::optional<std::string> ParseProgramme(absl::string_view name);  // the id

// "knowledgeBases/{id}@{version}"
std::string KnowledgeBaseText(absl::string_view id_and_version);
struct LearnedLayerName {
  std::string programme;
  int64_t number = 0;  // 0 stands for none
};
std::optional<LearnedLayerName> ParseLearnedLayer(absl::string_view name);
// `programmes/{programme}/learnedLayers/{number}`
std::string LearnedLayerText(absl::string_view programme, int64_t number);

}  // namespace pcsp::diagnosis
