// Changes of a file's rows, written on a thread of their own while the rows after them are planned.
#pragma once

#include <functional>
#include <future>
#include <utility>

#include "services/registry/domain/imports/changes.h"
#include "services/registry/store/store.h"

namespace pcsp::registry {

// At most two batches behind, one that waits and one that is being written, so that memory does not
// grow with the file. The writer is used by one thread at a time: whoever wants it after Begin()
// calls Pause() first. For one thread.
class WritesBehind {
 public:
  // `writer` must outlive this, which waits for what is being written before it goes. What waits is
  // then dropped.
  explicit WritesBehind(Writer* writer) : writer_(writer) {}

  // `changes` wait to be written. Nothing may be waiting already.
  void Put(const ImportChanges& changes) { waiting_ = writer_->Prepare(changes); }

  // Begins to write what waits, once what is being written has been.
  void Begin() {
    Pause();
    if (waiting_) writing_ = std::async(std::launch::async, std::exchange(waiting_, nullptr));
  }

  // Waits until nothing is being written; throws what the writer threw.
  void Pause() {
    if (writing_.valid()) writing_.get();
  }

 private:
  Writer* const writer_;
  std::function<void()> waiting_;
  std::future<void> writing_;
};

}  // namespace pcsp::registry
