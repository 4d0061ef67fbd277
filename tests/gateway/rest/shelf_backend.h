// A backend that answers for ShelfService without a network.
#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

#include "gateway/rest/backend.h"

namespace pcsp::rest::testing {

// Echoes requests in the text format; three books behave otherwise:
//   shelves/main/books/full    GetBook answers a book with every field set
//   shelves/main/books/gone    GetBook answers NOT_FOUND, BOOK_NOT_FOUND
//   shelves/main/books/down    GetBook answers as gRPC does when nobody listens
//   shelves/main/books/big     GetBook answers a book of 300 KB
//   shelves/main/books/slow    GetBook answers when Release() is called, from another thread
//   shelves/main/books/lost    GetBook never answers
class ShelfBackend final : public Backend {
 public:
  ~ShelfBackend() override;

  void Call(BackendCall call, BackendDone done) override;

  // Blocks until `count` calls are waiting for Release().
  void AwaitWaiting(size_t count);
  void Release();
  BackendCall last_call();
  size_t calls();

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<BackendDone> waiting_;
  std::vector<std::thread> threads_;
  BackendCall last_;
  size_t calls_ = 0;
};

}  // namespace pcsp::rest::testing
