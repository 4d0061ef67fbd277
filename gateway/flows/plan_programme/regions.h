// Which practices, venues and trainers have anything to do with each other: those of one whole
// system, or of one steering group that is part of none.
#pragma once

#include <map>
#include <string>

#include "gateway/flows/plan_programme/facts.h"

namespace pcsp::gateway {

class PlanRegions {
 public:
  // Whole systems with a venue above them are one.
  explicit PlanRegions(const PlanFacts& facts);

  // Names of organisations; "" for one that belongs to nothing.
  std::string OfSite(const registry::v1::Site& site) const;
  std::string OfOrganisation(const std::string& name) const;
  // Of whom an appointment is with, or whose practices it serves.
  std::string OfTrainer(const registry::v1::Appointment& appointment) const;

 private:
  std::string Root(std::string region) const;

  std::map<std::string, std::string> by_organisation_;
  std::map<std::string, std::string> joined_;  // to what it was joined
};

}  // namespace pcsp::gateway
