// The trees of the days that were asked for last: every page of a list of sites needs the same one.
#pragma once

#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <string>

#include "services/registry/domain/ancestry.h"
#include "services/registry/domain/period.h"
#include "services/registry/domain/programme.h"
#include "services/registry/store/store.h"

namespace pcsp::registry {

// Thread-safe. In this process alone: read again it costs a query, and nothing that is kept can
// grow stale, because it is named by the revision at which it was read.
class RecentAncestries {
 public:
  // The tree of `programme`, as `reader` has just given it, on `day`. Not for a Writer, whose
  // programme may never come to be.
  std::shared_ptr<const Ancestry> On(Reader& reader, const Programme& programme, Date day);

 private:
  struct Kept {
    std::string uid;
    int64_t revision;
    Date day;
    std::shared_ptr<const Ancestry> ancestry;
  };

  std::mutex mutex_;  // guards what follows
  std::list<Kept> recent_;
};

}  // namespace pcsp::registry
