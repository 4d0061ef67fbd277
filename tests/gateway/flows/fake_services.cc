#include "tests/gateway/flows/fake_services.h"

#include <algorithm>

#include "tests/gateway/flows/fakes/fakes.h"

namespace pcsp::gateway::testing {

FakeServices::FakeServices()
    : services_{FakeRegistry(this), FakeAssessments(this), FakeDiagnosis(this), FakePlanning(this),
                FakeTraining(this)} {
  rpc::Server::Options options;
  for (const auto& service : services_) options.services.push_back(service.get());
  server_ = rpc::Server::Start(options).value();
}

Channels FakeServices::channels() {
  const auto channel = server_->InProcessChannel();
  return {channel, channel, channel, channel};
}

void FakeServices::AddPractice(const std::string& id) {
  const std::string base = "programmes/p/organisations/";
  std::lock_guard lock(mutex);
  registry::v1::Site site;
  site.set_organisation(base + id);
  site.set_level(type::v1::LEVEL_PRACTICE);
  site.set_steering_group(base + "sg");
  site.set_whole_system(base + "ws");
  sites.push_back(site);
  assessments::v1::SiteEvidence answers;
  answers.set_organisation(site.organisation());
  answers.set_level(site.level());
  answers.set_steering_group(site.steering_group());
  answers.set_whole_system(site.whole_system());
  auto* item = answers.add_items();
  item->set_item("pr_purpose");
  (*item->mutable_answers())["2"] = 2;
  evidence.push_back(answers);
}

void FakeServices::SetFact(const std::string& id, const std::string& fact,
                           const std::string& category, int64_t revision) {
  std::lock_guard lock(mutex);
  const std::string organisation = "programmes/p/organisations/" + id;
  auto site = std::find_if(facts.begin(), facts.end(),
                           [&](const auto& known) { return known.organisation() == organisation; });
  if (site == facts.end()) site = facts.emplace(facts.end());
  site->Clear();
  site->set_organisation(organisation);
  site->set_facts_revision(revision);
  auto* added = site->add_facts();
  added->set_fact(fact);
  added->set_category(category);
}

}  // namespace pcsp::gateway::testing
