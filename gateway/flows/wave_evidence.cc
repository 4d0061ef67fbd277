#include "gateway/flows/wave_evidence.h"

#include <algorithm>

#include "gateway/flows/names.h"
#include "gateway/flows/pages.h"

namespace pcsp::gateway {

using assessments::v1::AssessmentService;

namespace {

// The reasons of both services have the same numbers.
diagnosis::v1::WithheldReason ReasonOf(assessments::v1::Suppression suppression) {
  return static_cast<diagnosis::v1::WithheldReason>(suppression);
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
  RETURN_IF_ERROR(evidence.ReadFacts(clients, wave));
  RETURN_IF_ERROR(evidence.ReadVocabulary(clients));
  evidence.FindNewestBelow();
  return evidence;
}

absl::Status WaveEvidence::ReadFacts(Clients& clients, const std::string& wave) {
  assessments::v1::ListSiteFactsRequest request;
  request.set_parent(wave);
  const absl::Status status =
      EachPage(*clients.assessments, &AssessmentService::Stub::ListSiteFacts, request,
               absl::Seconds(30), [this](auto& page) {
                 if (!newest_) newest_ = page.newest_revision();
                 for (auto& site : *page.mutable_sites()) {
                   const std::string organisation = site.organisation();
                   facts_[organisation] = std::move(site);
                 }
               });
  // A service of the release before, while an upgrade is under way, knows of no facts.
  return absl::IsUnimplemented(status) ? absl::OkStatus() : status;
}

absl::Status WaveEvidence::ReadVocabulary(Clients& clients) {
  diagnosis::v1::GetKnowledgeBaseRequest request;
  request.set_name("knowledgeBases/current");
  ASSIGN_OR_RETURN(const auto kb,
                   Ask(*clients.diagnosis, &diagnosis::v1::DiagnosisService::Stub::GetKnowledgeBase,
                       request, absl::Now() + absl::Seconds(10)));
  for (const auto& issue : kb.issues()) issues_.emplace(issue.level(), issue.id());
  for (const auto& indicator : kb.indicators()) {
    if (indicator.kind() == diagnosis::v1::SIGNAL_KIND_SURVEY_ITEM) {
      items_.emplace(indicator.level(), indicator.id());
    }
    for (const auto& category : indicator.categories()) {
      vocabulary_.emplace(indicator.level(), indicator.id(), category.code());
    }
  }
  return absl::OkStatus();
}

const assessments::v1::SiteEvidence* WaveEvidence::Find(const std::string& organisation) const {
  const auto found = index_.find(organisation);
  return found == index_.end() ? nullptr : &sites_[found->second];
}

int64_t WaveEvidence::FactsRevision(const std::string& organisation) const {
  const auto found = facts_.find(organisation);
  return found == facts_.end() ? 0 : found->second.facts_revision();
}

void WaveEvidence::FindNewestBelow() {
  const auto raise = [this](const std::string& above, const std::string& below) {
    if (above.empty() || above == below) return;
    int64_t& newest = below_[above];
    newest = std::max(newest, FactsRevision(below));
  };
  for (const auto& site : sites_) {
    raise(site.steering_group(), site.organisation());
    raise(site.whole_system(), site.organisation());
    raise(site.whole_system(), site.steering_group());
  }
}

// A change has a number that no other of the programme has and that is above all before it, so the
// largest of a site's own, of those above and of those below changes with each of them.
int64_t WaveEvidence::RevisionFor(const assessments::v1::SiteEvidence& site) const {
  const auto below = below_.find(site.organisation());
  const int64_t facts =
      std::max({FactsRevision(site.organisation()), FactsRevision(site.steering_group()),
                FactsRevision(site.whole_system()), below == below_.end() ? 0 : below->second});
  // A service of the release before, while an upgrade is under way, does not say what is newest.
  return revision_ + (newest_.value_or(0) > 0 ? std::min(facts, *newest_) : facts);
}

bool WaveEvidence::Knows(int level, const std::string& indicator,
                         const std::string& category) const {
  return vocabulary_.count({level, indicator, category}) > 0;
}

// An instrument of a programme's own may ask what the knowledge base knows nothing of.
void WaveEvidence::AddItems(const assessments::v1::SiteEvidence& site,
                            diagnosis::v1::LevelEvidence* level) const {
  level->set_withheld_reason(ReasonOf(site.suppression()));
  for (const auto& item : site.items()) {
    if (!items_.contains({site.level(), item.item()})) continue;
    diagnosis::v1::ItemEvidence added;
    added.set_item(item.item());
    added.set_withheld_reason(ReasonOf(item.suppression()));
    for (const auto& [answer, count] : item.answers()) {
      if (Knows(site.level(), item.item(), answer)) (*added.mutable_answers())[answer] = count;
    }
    const bool hidden = item.suppression() != assessments::v1::SUPPRESSION_UNSPECIFIED;
    added.set_withheld(hidden && added.answers().empty());
    if (hidden || !added.answers().empty()) *level->add_items() = std::move(added);
  }
}

void WaveEvidence::AddFacts(diagnosis::v1::LevelEvidence* level) const {
  const auto site = facts_.find(level->organisation());
  if (site == facts_.end()) return;
  for (const auto& fact : site->second.facts()) {
    if (!Knows(level->level(), fact.fact(), fact.category())) continue;
    auto* added = level->add_facts();
    added->set_fact(fact.fact());
    added->set_category(fact.category());
  }
}

void WaveEvidence::AddAbove(const std::string& organisation, pcsp::type::v1::Level level,
                            diagnosis::v1::Evidence* evidence) const {
  if (organisation.empty()) return;
  diagnosis::v1::LevelEvidence above;
  above.set_level(level);
  above.set_organisation(organisation);
  const auto* const site = Find(organisation);
  if (site != nullptr) {
    above.set_level(site->level());
    AddItems(*site, &above);
  }
  AddFacts(&above);
  if (site != nullptr || !above.facts().empty()) *evidence->add_levels() = std::move(above);
}

diagnosis::v1::LevelEvidence WaveEvidence::Own(const std::string& organisation,
                                               pcsp::type::v1::Level level) const {
  diagnosis::v1::LevelEvidence own;
  own.set_level(level);
  own.set_organisation(organisation);
  if (const auto* site = Find(organisation)) AddItems(*site, &own);
  AddFacts(&own);
  return own;
}

diagnosis::v1::Evidence WaveEvidence::For(const assessments::v1::SiteEvidence& site) const {
  diagnosis::v1::Evidence evidence;
  evidence.set_subject_level(site.level());
  *evidence.add_levels() = Own(site.organisation(), site.level());
  if (site.steering_group() != site.organisation()) {
    AddAbove(site.steering_group(), type::v1::LEVEL_STEERING_GROUP, &evidence);
  }
  if (site.whole_system() != site.organisation()) {
    AddAbove(site.whole_system(), type::v1::LEVEL_WHOLE_SYSTEM, &evidence);
  }
  return evidence;
}

}  // namespace pcsp::gateway
