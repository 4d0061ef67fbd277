#include "gateway/flows/wave_evidence.h"

#include "gateway/flows/pages.h"

namespace pcsp::gateway {
namespace {

void AddLevel(const assessments::v1::SiteEvidence& site, diagnosis::v1::Evidence* evidence) {
  auto* level = evidence->add_levels();
  level->set_level(site.level());
  level->set_organisation(site.organisation());
  for (const auto& item : site.items()) {
    auto* added = level->add_items();
    added->set_item(item.item());
    *added->mutable_answers() = item.answers();
  }
}

}  // namespace

absl::StatusOr<WaveEvidence> WaveEvidence::Read(Clients& clients, const std::string& wave) {
  assessments::v1::ListEvidenceRequest request;
  request.set_parent(wave);
  WaveEvidence evidence;
  RETURN_IF_ERROR(EachPage(*clients.assessments,
                           &assessments::v1::AssessmentService::Stub::ListEvidence, request,
                           absl::Seconds(30), [&evidence](auto& page) {
                             evidence.revision_ = page.evidence_revision();
                             for (auto& site : *page.mutable_evidence()) {
                               evidence.index_[site.organisation()] = evidence.sites_.size();
                               evidence.sites_.push_back(std::move(site));
                             }
                           }));
  return evidence;
}

const assessments::v1::SiteEvidence* WaveEvidence::Find(const std::string& organisation) const {
  const auto found = index_.find(organisation);
  return found == index_.end() ? nullptr : &sites_[found->second];
}

diagnosis::v1::Evidence WaveEvidence::For(const assessments::v1::SiteEvidence& site) const {
  diagnosis::v1::Evidence evidence;
  evidence.set_subject_level(site.level());
  AddLevel(site, &evidence);
  for (const std::string& above : {site.steering_group(), site.whole_system()}) {
    if (above == site.organisation()) continue;
    if (const auto* upper = Find(above)) AddLevel(*upper, &evidence);
  }
  return evidence;
}

}  // namespace pcsp::gateway
