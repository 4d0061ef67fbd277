def check_manifests(tree):
    return []
