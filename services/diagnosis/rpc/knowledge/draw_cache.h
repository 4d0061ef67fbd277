// The draws of a knowledge base's numbers, made once for the version in use.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "services/diagnosis/domain/draws/parameters.h"

namespace pcsp::diagnosis {

// Thread-safe. Keeps the draws of the model that was asked for last.
class DrawCache {
 public:
  std::shared_ptr<const std::vector<ParameterDraw>> For(const Model& model) const {
    absl::MutexLock lock(&mutex_);
    if (draws_ == nullptr || hash_ != model.hash) {
      draws_ = std::make_shared<const std::vector<ParameterDraw>>(DrawParameters(model));
      hash_ = model.hash;
    }
    return draws_;
  }

 private:
  mutable absl::Mutex mutex_;
  mutable std::string hash_ ABSL_GUARDED_BY(mutex_);
  mutable std::shared_ptr<const std::vector<ParameterDraw>> draws_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace pcsp::diagnosis
