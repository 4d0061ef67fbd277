// Sessions of the diary as people speak of them.
#pragma once

#include <map>
#include <string>

#include "google/protobuf/map.h"
#include "services/planning/rpc/programme_plan/application.h"

namespace pcsp::planning {

class DiaryWords {
 public:
  // `around` must outlive this.
  DiaryWords(const MadePlan& made, const Surroundings& around);

  // Every session that the application is about, by its resource name.
  void Add(const Application& application,
           google::protobuf::Map<std::string, v1::SessionInWords>& words) const;

 private:
  v1::SessionInWords Of(const training::Session& session) const;

  const Surroundings& around_;
  std::map<std::string, std::string> courses_, venues_, regions_;  // by id; regions by venue
};

}  // namespace pcsp::planning
