// What imports ask of the tables: many things at once, by code or id.
#pragma once

#include <optional>

#include "absl/strings/string_view.h"
#include "services/registry/domain/imports/known.h"
#include "services/registry/domain/period.h"
#include "soci/session.h"

namespace pcsp::registry {

// As the members of Reader.
Known FindKnown(soci::session& session, absl::string_view programme, const Wanted& wanted);
std::optional<Known> FindAllKnown(soci::session& session, absl::string_view programme, int most);
int CountSitesOn(soci::session& session, absl::string_view programme, Date day);

}  // namespace pcsp::registry
