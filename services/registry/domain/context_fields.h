// The fields of a site's context by name, each as text: what files of every kind, sources and
// conflicts have in common.
#pragma once

#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "services/registry/domain/site_context.h"

namespace pcsp::registry {

inline constexpr absl::string_view kListSize = "list_size";
inline constexpr absl::string_view kDeprivationDecile = "deprivation_decile";
inline constexpr absl::string_view kRurality = "rurality";
inline constexpr absl::string_view kClinicalSystem = "clinical_system";

// Those four, and the words of the staff groups for headcounts.
absl::Span<const absl::string_view> ContextFields();

// Nothing when not known.
std::optional<std::string> ValueOf(const SiteContext& context, absl::string_view field);

// Takes what ValueOf() gave.
void SetValue(absl::string_view field, const std::string& value, SiteContext& context);

// True if two values of a field differ by so much that not both can be right: figures by more than
// a fifth of the known one, headcounts by three people as well, words at all.
bool FarApart(absl::string_view field, const std::string& known, const std::string& claimed);

// True if both say the same of the site, whoever says it and for which day.
bool SameFacts(const SiteContext& a, const SiteContext& b);

}  // namespace pcsp::registry
