# The page that waits while the registry is read for the first time.
waiting-title = Reading the registry
waiting-text = For the first time since it was started, the program is reading the whole registry, so that all figures after this come at once. This page goes on by itself when that is done; if it does not, press the button below in a few seconds.
waiting-communes = Communes read
waiting-again = Look again
