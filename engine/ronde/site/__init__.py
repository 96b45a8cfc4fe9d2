"""The book of rules as a static web site: every version of every topic in words, in both languages."""
