// The ids of one kind of thing in a problem file, to find which one is meant.
#pragma once

#include <map>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/text/yaml_node.h"

namespace pcsp::offline {

class IdIndex {
 public:
  explicit IdIndex(std::string what) : what_(std::move(what)) {}

  // Numbers them from 0 in the order in which they are added.
  void Add(const std::string& id) { index_.try_emplace(id, static_cast<int>(index_.size())); }

  bool Has(const std::string& id) const { return index_.count(id) > 0; }

  // Reports an id that nothing has; -1 then.
  int Find(const text::Node& node) const {
    const std::string id = node.String();
    const auto found = index_.find(id);
    if (found != index_.end()) return found->second;
    if (!id.empty()) node.Fault(absl::StrCat("the id of one of the ", what_));
    return -1;
  }

 private:
  const std::string what_;
  std::map<std::string, int> index_;
};

}  // namespace pcsp::offline
