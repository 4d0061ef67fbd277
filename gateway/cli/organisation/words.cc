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

}  // namespace pcsp::cli
