#include "services/diagnosis/rpc/relations/convert_relations.h"

#include "services/diagnosis/rpc/convert.h"

namespace pcsp::diagnosis {
namespace {

using Tables = google::protobuf::RepeatedPtrField<v1::SurroundingTable>;

std::vector<SurroundingTable> FromProto(const Tables& tables) {
  std::vector<SurroundingTable> converted;
  for (const v1::SurroundingTable& table : tables) {
    converted.push_back({{table.issues().begin(), table.issues().end()},
                         {table.log_likelihoods().begin(), table.log_likelihoods().end()}});
  }
  return converted;
}

void ToProto(const std::vector<SurroundingTable>& tables, Tables* to) {
  for (const SurroundingTable& table : tables) {
    v1::SurroundingTable* added = to->Add();
    for (const std::string& issue : table.issues) added->add_issues(issue);
    for (double log : table.logs) added->add_log_likelihoods(log);
  }
}

}  // namespace

SurroundingEvidence FromProto(const v1::Surroundings& surroundings) {
  return {.above = FromProto(surroundings.above()),
          .below = FromProto(surroundings.below()),
          .sites_beside = surroundings.sites_beside(),
          .sites_below = surroundings.sites_below()};
}

v1::Surroundings ToProto(const SurroundingEvidence& around) {
  v1::Surroundings to;
  ToProto(around.above, to.mutable_above());
  ToProto(around.below, to.mutable_below());
  to.set_sites_beside(around.sites_beside);
  to.set_sites_below(around.sites_below);
  return to;
}

RelatedSite FromProto(const v1::RelatedSite& site) {
  return {.organisation = site.organisation(),
          .level = FromProto(site.level()),
          .parent = site.parent(),
          .evidence = FromProto(site.evidence())};
}

}  // namespace pcsp::diagnosis
