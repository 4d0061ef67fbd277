// What people and organisations are called whom tables would show by their ids.
#pragma once

#include <map>
#include <set>
#include <string>

#include "gateway/cli/session.h"

namespace pcsp::cli {

// Reads from the registry what `names` of people, appointments and organisations are called; of an
// appointment it is the person. Nothing is read where no table is shown, and what cannot be read
// stays an id: the table is right without it.
class Called {
 public:
  Called(Session& session, const std::set<std::string>& names);

  // "Kim Lee (0190-...)", so that the next command can be given the id; the id alone where nobody
  // is known by it.
  std::string operator()(const std::string& name) const;

 private:
  void ReadOneByOne(Session& session, const std::set<std::string>& names);
  void ReadAll(Session& session);

  std::map<std::string, std::string> called_;
};

}  // namespace pcsp::cli
