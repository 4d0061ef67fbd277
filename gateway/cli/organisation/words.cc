#include <iostream>

#include "gateway/cli/organisation/commands.h"

namespace pcsp::cli {

const std::map<std::string, registry::v1::OrganisationKind>& OrganisationKinds() {
  static const auto& kinds = *new std::map<std::string, registry::v1::OrganisationKind>{
      {"region", registry::v1::ORGANISATION_KIND_REGION},
      {"whole-system", registry::v1::ORGANISATION_KIND_WHOLE_SYSTEM},
      {"steering-group", registry::v1::ORGANISATION_KIND_STEERING_GROUP},
      {"pcn", registry::v1::ORGANISATION_KIND_PCN},
      {"practice", registry::v1::ORGANISATION_KIND_PRACTICE},
      {"team", registry::v1::ORGANISATION_KIND_TEAM}};
  return kinds;
}

const std::map<std::string, registry::v1::RelationshipKind>& RelationshipKinds() {
  static const auto& kinds = *new std::map<std::string, registry::v1::RelationshipKind>{
      {"commissioned-by", registry::v1::RELATIONSHIP_KIND_COMMISSIONED_BY},
      {"supported-by", registry::v1::RELATIONSHIP_KIND_SUPPORTED_BY},
      {"partner-of", registry::v1::RELATIONSHIP_KIND_PARTNER_OF},
      {"part-of", registry::v1::RELATIONSHIP_KIND_PART_OF},
      {"succeeded-by", registry::v1::RELATIONSHIP_KIND_SUCCEEDED_BY}};
  return kinds;
}

std::string InWords(registry::v1::OrganisationKind kind) {
  return Word(registry::v1::OrganisationKind_Name(kind), "ORGANISATION_KIND_");
}
std::string InWords(registry::v1::RelationshipKind kind) {
  return Word(registry::v1::RelationshipKind_Name(kind), "RELATIONSHIP_KIND_");
}
std::string InWords(registry::v1::OrganisationStatus status) {
  return Word(registry::v1::OrganisationStatus_Name(status), "ORGANISATION_STATUS_");
}

Table AsTable(const google::protobuf::RepeatedPtrField<registry::v1::Organisation>& organisations) {
  Table table({"ORGANISATION", "KIND", "NAME", "POSTCODE", "STATUS", "OPENED", "CLOSED"});
  for (const auto& o : organisations) {
    const std::string status = o.has_delete_time() ? "deleted" : InWords(o.status());
    table.Add({IdOf(o.name()), InWords(o.kind()), o.display_name(), o.postcode(), status,
               o.open_date(), o.close_date()});
  }
  return table;
}

absl::Status Show(Session& session, const registry::v1::Organisation& organisation) {
  registry::v1::ListOrganisationsResponse one;
  *one.add_organisations() = organisation;
  Print(session.format, AsTable(one.organisations()), organisation);
  for (const auto& warning : organisation.warnings()) {
    std::cerr << "Warning: " << warning.field() << " is \"" << warning.given() << "\", "
              << warning.expected() << "\n";
  }
  return absl::OkStatus();
}

}  // namespace pcsp::cli
